/// An open connection, of a client or of a server: texts go out in their order, what comes is a stream.
///
/// A thread of its own moves the bytes, answers pings and sees silence. Whoever drops the last reference closes it.
package final class WebSocket: Sendable {
    /// What was agreed on; nil for none.
    package let subprotocol: String?
    /// What the peer says, pings and pongs left out; ends by throwing why the connection is over: ``WebSocketError``, of kind `closed`
    /// too.
    package let messages: AsyncThrowingStream<WebSocketMessage, any Error>
    private let outbox: WebSocketOutbox

    init(
        subprotocol: String?,
        outbox: WebSocketOutbox,
        messages: AsyncThrowingStream<WebSocketMessage, any Error>
    ) {
        self.subprotocol = subprotocol
        self.outbox = outbox
        self.messages = messages
    }

    deinit {
        outbox.close(.goingAway, "")
    }

    /// Puts a text into the line to the peer.
    ///
    /// - Throws: ``WebSocketError``: `overflow` when the peer takes too little, `closed` when it is over.
    package func send(_ text: String) throws(WebSocketError) {
        try outbox.put(WebSocketFrame(.text, Array(text.utf8)))
    }

    /// Puts a frame of any kind into the line, as tests and faults may want.
    package func send(_ frame: WebSocketFrame) throws(WebSocketError) {
        try outbox.put(frame)
    }

    /// Says goodbye behind all that was put before, and ends when the peer has answered, or after some seconds.
    package func close(_ code: WebSocketCloseCode = .normal, _ reason: String = "") {
        outbox.close(code, reason)
    }

    /// Tears the connection down without a word.
    package func abort() {
        outbox.abort()
    }
}

/// How a connection is kept.
package struct WebSocketOptions: Sendable {
    package var limits = WebSocketDecoder.Limits()
    /// Without a byte for so long a ping is sent.
    ///
    /// Default 20 s.
    package var pingAfter = Duration.seconds(20)
    /// Without a byte for so long in all the connection is given up.
    ///
    /// Default 60 s.
    package var silence = Duration.seconds(60)
    /// Messages that may wait for the reader.
    ///
    /// Default 10,000; more end the connection.
    package var waiting = 10_000
    /// Bytes that may wait for the peer.
    ///
    /// Default 8 MiB.
    package var unsent = 8 << 20

    package init() {}
}
