"""aiogram as a bot of the sandbox; the steps are those of common/play.py."""
import asyncio

from aiogram import Bot, Dispatcher, exceptions, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command

import loop
import play
import sandbox


class Client:
    # Verb and encoding of a call without arguments, with arguments, and with a file; its uploads have no length.
    WIRE = {"getMe": "POST", "getUpdates": "POST form", "sendMessage": "POST form",
            "sendPhoto": "POST multipart chunked"}
    CONFIRMS_AT_THE_END = False

    def __init__(self):
        loop.wait(self._make())

    async def _make(self):
        server = TelegramAPIServer.from_base(sandbox.URL)
        self.bot = Bot(sandbox.TOKEN, session=AiohttpSession(api=server))
        self.dispatcher = Dispatcher()
        self.members, self.edits = [], []

        @self.dispatcher.message(Command("info"))
        async def info(message: types.Message):
            row = [types.InlineKeyboardButton(text=text, callback_data=data) for text, data in play.BUTTONS]
            keyboard = types.InlineKeyboardMarkup(inline_keyboard=[row])
            await message.reply(play.answer(message.text), reply_markup=keyboard)

        @self.dispatcher.callback_query()
        async def press(query: types.CallbackQuery):
            await query.answer(play.TOAST)
            await query.message.edit_text(play.taken(query.data, query.from_user.first_name), parse_mode="HTML")

        @self.dispatcher.edited_message()
        async def edited(message: types.Message):
            self.edits.append(message.text)

        @self.dispatcher.my_chat_member()
        async def member(update: types.ChatMemberUpdated):
            self.members.append((update.chat.id, update.old_chat_member.status, update.new_chat_member.status))

    def start(self):
        loop.wait(self.bot.delete_webhook())
        self.polling = loop.start(self.dispatcher.start_polling(
            self.bot, polling_timeout=20, handle_signals=False, close_bot_session=False,
            allowed_updates=play.UPDATES))

    def stop(self):
        loop.wait(self.dispatcher.stop_polling())
        self.polling.result(30)
        return self.polling.done()

    def leave(self):
        loop.wait(self.bot.session.close())

    def fails(self, call):
        """What a refused call raised: a word and the server's words."""
        try:
            call()
        except exceptions.TelegramMigrateToChat as error:
            return "migrated", error.migrate_to_chat_id
        except exceptions.TelegramRetryAfter as error:
            return "retry", error.retry_after
        except exceptions.ClientDecodeError as error:
            return "network", str(error)
        except exceptions.TelegramAPIError as error:
            words = {
                exceptions.TelegramBadRequest: "bad", exceptions.TelegramForbiddenError: "forbidden",
                exceptions.TelegramUnauthorizedError: "unauthorized", exceptions.TelegramNotFound: "not found",
                exceptions.TelegramConflictError: "conflict", exceptions.TelegramNetworkError: "network",
            }
            return words.get(type(error), "server"), error.message
        return "no failure", None

    def retrying(self, chat, text):
        async def send():
            # The pattern of aiogram's own documentation.
            try:
                return await self.bot.send_message(chat, text)
            except exceptions.TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                return await self.bot.send_message(chat, text)

        return loop.wait(send()).message_id

    def me(self):
        me = loop.wait(self.bot.get_me())
        return me.id, me.username

    def send(self, chat, text, html=False, silent=False, reply_to=None, thread=None):
        reply = types.ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
        return loop.wait(self.bot.send_message(
            chat, text, parse_mode="HTML" if html else None, disable_notification=silent or None,
            reply_parameters=reply, message_thread_id=thread,
        )).message_id

    def edit(self, chat, message, text):
        loop.wait(self.bot.edit_message_text(text, chat_id=chat, message_id=message))

    def answer_press(self, query):
        loop.wait(self.bot.answer_callback_query(query))

    def photo(self, chat, data, caption):
        sent = loop.wait(self.bot.send_photo(chat, types.BufferedInputFile(data, "eq.png"), caption=caption))
        return sent.message_id, sent.photo[-1].file_id, (sent.photo[-1].width, sent.photo[-1].height)

    def photo_again(self, chat, file):
        return loop.wait(self.bot.send_photo(chat, file)).photo[-1].file_id

    def edit_caption(self, chat, message, caption):
        return loop.wait(self.bot.edit_message_caption(chat_id=chat, message_id=message, caption=caption)).caption

    def edit_photo(self, chat, message, data):
        media = types.InputMediaPhoto(media=types.BufferedInputFile(data, "new.png"), caption="new")
        return loop.wait(self.bot.edit_message_media(media, chat_id=chat, message_id=message)).photo[-1].width

    def album(self, chat, pictures, caption):
        media = [types.InputMediaPhoto(media=types.BufferedInputFile(p, f"{i}.png"), caption=None if i else caption)
                 for i, p in enumerate(pictures)]
        sent = loop.wait(self.bot.send_media_group(chat, media))
        return [(m.message_id, m.media_group_id, m.caption) for m in sent]

    def document(self, chat, data, name):
        sent = loop.wait(self.bot.send_document(chat, types.BufferedInputFile(data, name)))
        return sent.message_id, sent.document.file_id, sent.document.file_name, sent.document.file_size

    def download(self, file):
        return loop.wait(self.bot.download(file)).read()

    def set_commands(self, commands, language=None, chats=None):
        commands = [types.BotCommand(command=c, description=d) for c, d in commands]
        return loop.wait(self.bot.set_my_commands(commands, scope=_scope(chats), language_code=language))

    def commands(self, language=None, chats=None):
        found = loop.wait(self.bot.get_my_commands(scope=_scope(chats), language_code=language))
        return [(c.command, c.description) for c in found]

    def delete_commands(self, language=None):
        return loop.wait(self.bot.delete_my_commands(language_code=language))

    def chat(self, chat):
        found = loop.wait(self.bot.get_chat(chat))
        return found.type, found.title

    def member(self, chat, user):
        return loop.wait(self.bot.get_chat_member(chat, user)).status

    def administrators(self, chat):
        return [(m.user.id, m.status) for m in loop.wait(self.bot.get_chat_administrators(chat))]

    def count(self, chat):
        return loop.wait(self.bot.get_chat_member_count(chat))

    def react(self, chat, message, emoji):
        return loop.wait(self.bot.set_message_reaction(chat, message, [types.ReactionTypeEmoji(emoji=emoji)]))

    def pin(self, chat, message):
        return loop.wait(self.bot.pin_chat_message(chat, message, disable_notification=True))

    def unpin(self, chat, message):
        return loop.wait(self.bot.unpin_chat_message(chat, message_id=message))

    def typing(self, chat):
        return loop.wait(self.bot.send_chat_action(chat, "typing"))

    def forward(self, chat, source, message):
        sent = loop.wait(self.bot.forward_message(chat, source, message))
        return sent.message_id, sent.text, sent.forward_origin.type

    def copy(self, chat, source, message):
        return loop.wait(self.bot.copy_message(chat, source, message)).message_id

    def delete(self, chat, message):
        return loop.wait(self.bot.delete_message(chat, message))

    def create_topic(self, chat, name):
        return loop.wait(self.bot.create_forum_topic(chat, name)).message_thread_id

    def topic(self, verb, chat, thread, *name):
        return loop.wait(getattr(self.bot, f"{verb}_forum_topic")(chat, *(thread, *name)))


def _scope(chats):
    return types.BotCommandScopeAllGroupChats() if chats == "groups" else None


play.run(Client())
