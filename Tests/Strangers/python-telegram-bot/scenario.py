"""python-telegram-bot as a bot of the sandbox; the steps are those of common/play.py."""
import telegram
from telegram import error as errors
from telegram.ext import (
    AIORateLimiter, Application, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters,
)

import loop
import play
import sandbox


class Client:
    # Verb and encoding of a call without arguments, with arguments, and with a file.
    WIRE = {"getMe": "POST", "getUpdates": "POST form", "sendMessage": "POST form", "sendPhoto": "POST multipart"}
    CONFIRMS_AT_THE_END = True

    def __init__(self):
        # The bot of the steps has no limiter, so that 429 is seen; the polling one waits and repeats.
        base, files = sandbox.URL + "/bot", sandbox.URL + "/file/bot"
        self.bot = telegram.Bot(sandbox.TOKEN, base_url=base, base_file_url=files)
        limiter = AIORateLimiter(max_retries=2, overall_max_rate=0, group_max_rate=0)
        self.app = (Application.builder().token(sandbox.TOKEN).base_url(base).base_file_url(files)
                    .rate_limiter(limiter).build())
        self.members, self.edits = [], []
        edited = MessageHandler(filters.UpdateType.EDITED_MESSAGE, self._edited)
        self.app.add_handler(edited)
        self.app.add_handler(CommandHandler("info", self._info))
        self.app.add_handler(CallbackQueryHandler(self._press))
        self.app.add_handler(ChatMemberHandler(self._member, ChatMemberHandler.MY_CHAT_MEMBER))
        self.app.add_error_handler(self._error)

    async def _info(self, update, context):
        keyboard = telegram.InlineKeyboardMarkup(
            [[telegram.InlineKeyboardButton(text, callback_data=data) for text, data in play.BUTTONS]])
        message = update.effective_message
        await message.reply_text(play.answer(message.text), reply_markup=keyboard, do_quote=True)

    async def _press(self, update, context):
        query = update.callback_query
        await query.answer(play.TOAST)
        await query.edit_message_text(play.taken(query.data, query.from_user.first_name), parse_mode="HTML")

    async def _edited(self, update, context):
        self.edits.append(update.edited_message.text)

    async def _member(self, update, context):
        change = update.my_chat_member
        self.members.append((change.chat.id, change.old_chat_member.status, change.new_chat_member.status))

    async def _error(self, update, context):
        """Polling goes on after an error."""

    def start(self):
        async def start():
            await self.bot.initialize()
            await self.app.initialize()
            await self.app.start()
            await self.app.updater.start_polling(timeout=20, allowed_updates=play.UPDATES)

        loop.wait(start())

    def stop(self):
        async def stop():
            await self.app.updater.stop()
            await self.app.stop()
            await self.app.shutdown()

        loop.wait(stop())
        return not self.app.running

    def leave(self):
        loop.wait(self.bot.shutdown())

    def fails(self, call):
        """What a refused call raised: a word and the server's words."""
        try:
            call()
        except errors.ChatMigrated as error:
            return "migrated", error.new_chat_id
        except errors.RetryAfter as error:
            return "retry", error._retry_after.total_seconds()
        except errors.TelegramError as error:
            words = {
                errors.BadRequest: "bad", errors.Forbidden: "forbidden", errors.InvalidToken: "unauthorized",
                errors.Conflict: "conflict", errors.NetworkError: "network",
            }
            return words.get(type(error), "server"), error.message
        return "no failure", None

    def retrying(self, chat, text):
        return loop.wait(self.app.bot.send_message(chat, text)).message_id

    def me(self):
        me = loop.wait(self.bot.get_me())
        return me.id, me.username

    def send(self, chat, text, html=False, silent=False, reply_to=None, thread=None):
        reply = telegram.ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return loop.wait(self.bot.send_message(
            chat, text, parse_mode="HTML" if html else None, disable_notification=silent or None,
            reply_parameters=reply, message_thread_id=thread,
        )).message_id

    def edit(self, chat, message, text):
        loop.wait(self.bot.edit_message_text(text, chat, message))

    def answer_press(self, query):
        loop.wait(self.bot.answer_callback_query(query))

    def photo(self, chat, data, caption):
        sent = loop.wait(self.bot.send_photo(chat, data, caption=caption, filename="eq.png"))
        return sent.message_id, sent.photo[-1].file_id, (sent.photo[-1].width, sent.photo[-1].height)

    def photo_again(self, chat, file):
        return loop.wait(self.bot.send_photo(chat, file)).photo[-1].file_id

    def edit_caption(self, chat, message, caption):
        return loop.wait(self.bot.edit_message_caption(chat, message, caption=caption)).caption

    def edit_photo(self, chat, message, data):
        media = telegram.InputMediaPhoto(data, caption="new", filename="new.png")
        return loop.wait(self.bot.edit_message_media(media, chat, message)).photo[-1].width

    def album(self, chat, pictures, caption):
        media = [telegram.InputMediaPhoto(p, caption=None if i else caption, filename=f"{i}.png")
                 for i, p in enumerate(pictures)]
        sent = loop.wait(self.bot.send_media_group(chat, media))
        return [(m.message_id, m.media_group_id, m.caption) for m in sent]

    def document(self, chat, data, name):
        sent = loop.wait(self.bot.send_document(chat, data, filename=name))
        return sent.message_id, sent.document.file_id, sent.document.file_name, sent.document.file_size

    def download(self, file):
        async def download():
            return await (await self.bot.get_file(file)).download_as_bytearray()

        return loop.wait(download())

    def set_commands(self, commands, language=None, chats=None):
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
        return loop.wait(self.bot.set_message_reaction(chat, message, emoji))

    def pin(self, chat, message):
        return loop.wait(self.bot.pin_chat_message(chat, message, disable_notification=True))

    def unpin(self, chat, message):
        return loop.wait(self.bot.unpin_chat_message(chat, message))

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
    return telegram.BotCommandScopeAllGroupChats() if chats == "groups" else None


play.run(Client())
