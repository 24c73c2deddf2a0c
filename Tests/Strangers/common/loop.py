"""An event loop in a thread of its own, so that asynchronous libraries play the same steps as others."""
import asyncio
import threading

_loop = asyncio.new_event_loop()
threading.Thread(target=_loop.run_forever, daemon=True).start()


def wait(coroutine, seconds=60):
    """Runs a coroutine to its end."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop).result(seconds)


def start(coroutine):
    """Starts a coroutine; the future ends with it."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop)
