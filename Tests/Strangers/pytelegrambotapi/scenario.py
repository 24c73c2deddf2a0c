"""pyTelegramBotAPI as a bot of the sandbox; the steps are those of common/play.py."""
import threading

import telebot
from telebot import apihelper, types, util

import sandbox
import play

apihelper.API_URL = sandbox.URL + "/bot{0}/{1}"
apihelper.FILE_URL = sandbox.URL + "/file/bot{0}/{1}"


class Client:
    # Verb and encoding of a call without arguments, with arguments, and with a file.
    WIRE = {"getMe": "GET", "getUpdates": "GET query", "sendMessage": "POST query", 
            "sendPhoto": "POST query+multipart"}
    CONFIRMS_AT_THE_END = False

    def __init__(self):
        self.bot = telebot.TeleBot(sandbox.TOKEN, threaded=False, parse_mode=None)
        self.members = []
        self.edits = []

        @self.bot.message_handler(commands=["info"])
        def info(message):
            keyboard = types.InlineKeyboardMarkup()
            keyboard.row(*[types.InlineKeyboardButton(text, callback_data=data) for text, data in play.BUTTONS])
            self.bot.reply_to(message, play.answer(message.text), reply_markup=keyboard)

        @self.bot.callback_query_handler(func=lambda query: True)
        def press(query):
            self.bot.answer_callback_query(query.id, play.TOAST)
            words = play.taken(query.data, query.from_user.first_name)
            self.bot.edit_message_text(words, query.message.chat.id, query.message.message_id, parse_mode="HTML")

        @self.bot.edited_message_handler(func=lambda message: True)
        def edited(message):
            self.edits.append(message.text)

        @self.bot.my_chat_member_handler()
        def member(update):
            self.members.append((update.chat.id, update.old_chat_member.status, update.new_chat_member.status))

    def start(self):
        self.bot.delete_webhook()
        self.poller = threading.Thread(
            target=self.bot.infinity_polling,
            kwargs={"timeout": 40, "long_polling_timeout": 20, "logger_level": None,
                    "allowed_updates": play.UPDATES},
        )
        self.poller.start()

    def stop(self):
        self.bot.stop_polling()
        # Its poll is not interrupted: something must come for it to end before its timeout.
        sandbox.say("/bye")
        self.poller.join(30)
        return not self.poller.is_alive()

    def leave(self):
        """Nothing is left open."""

    def fails(self, call):
        """What a refused call raised: a word and the server's words."""
        try:
            call()
        except apihelper.ApiTelegramException as error:
            more = error.result_json.get("parameters", {})
            if "migrate_to_chat_id" in more:
                return "migrated", more["migrate_to_chat_id"]
            if "retry_after" in more:
                return "retry", more["retry_after"]
            words = {400: "bad", 401: "unauthorized", 403: "forbidden", 404: "not found", 409: "conflict"}
            return words.get(error.error_code, "server"), error.description
        except apihelper.ApiHTTPException as error:
            return "network", error.result.status_code
        return "no failure", None

    def retrying(self, chat, text):
        return util.antiflood(self.bot.send_message, chat, text).message_id

    def me(self):
        me = self.bot.get_me()
        return me.id, me.username

    def send(self, chat, text, html=False, silent=False, reply_to=None, thread=None):
        reply = types.ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return self.bot.send_message(
            chat, text, parse_mode="HTML" if html else None, disable_notification=silent or None,
            reply_parameters=reply, message_thread_id=thread,
        ).message_id

    def edit(self, chat, message, text):
        self.bot.edit_message_text(text, chat, message)

    def answer_press(self, query):
        self.bot.answer_callback_query(query)

    def photo(self, chat, data, caption):
        sent = self.bot.send_photo(chat, types.InputFile(play.named(data, "eq.png")), caption)
        return sent.message_id, sent.photo[-1].file_id, (sent.photo[-1].width, sent.photo[-1].height)

    def photo_again(self, chat, file):
        return self.bot.send_photo(chat, file).photo[-1].file_id

    def edit_caption(self, chat, message, caption):
        return self.bot.edit_message_caption(caption, chat, message).caption

    def edit_photo(self, chat, message, data):
        media = types.InputMediaPhoto(types.InputFile(play.named(data, "new.png")), caption="new")
        return self.bot.edit_message_media(media, chat, message).photo[-1].width

    def album(self, chat, pictures, caption):
        media = [types.InputMediaPhoto(types.InputFile(play.named(p, f"{i}.png"))) for i, p in enumerate(pictures)]
        media[0].caption = caption
        sent = self.bot.send_media_group(chat, media)
        return [(m.message_id, m.media_group_id, m.caption) for m in sent]

    def document(self, chat, data, name):
        sent = self.bot.send_document(chat, data, visible_file_name=name)
        return sent.message_id, sent.document.file_id, sent.document.file_name, sent.document.file_size

    def download(self, file):
        return self.bot.download_file(self.bot.get_file(file).file_path)

    def set_commands(self, commands, language=None, chats=None):
        scope = types.BotCommandScopeAllGroupChats() if chats == "groups" else None
        return self.bot.set_my_commands([types.BotCommand(*c) for c in commands], scope, language)

    def commands(self, language=None, chats=None):
        scope = types.BotCommandScopeAllGroupChats() if chats == "groups" else None
        return [(c.command, c.description) for c in self.bot.get_my_commands(scope, language)]

    def delete_commands(self, language=None):
        return self.bot.delete_my_commands(language_code=language)

    def chat(self, chat):
        found = self.bot.get_chat(chat)
        return found.type, found.title

    def member(self, chat, user):
        return self.bot.get_chat_member(chat, user).status

    def administrators(self, chat):
        return [(m.user.id, m.status) for m in self.bot.get_chat_administrators(chat)]

    def count(self, chat):
        return self.bot.get_chat_member_count(chat)

    def react(self, chat, message, emoji):
        return self.bot.set_message_reaction(chat, message, [types.ReactionTypeEmoji(emoji)])

    def pin(self, chat, message):
        return self.bot.pin_chat_message(chat, message, disable_notification=True)

    def unpin(self, chat, message):
        return self.bot.unpin_chat_message(chat, message)

    def typing(self, chat):
        return self.bot.send_chat_action(chat, "typing")

    def forward(self, chat, source, message):
        sent = self.bot.forward_message(chat, source, message)
        return sent.message_id, sent.text, sent.forward_origin.type

    def copy(self, chat, source, message):
        return self.bot.copy_message(chat, source, message).message_id

    def delete(self, chat, message):
        return self.bot.delete_message(chat, message)

    def create_topic(self, chat, name):
        return self.bot.create_forum_topic(chat, name).message_thread_id

    def topic(self, verb, chat, thread, *name):
        return getattr(self.bot, f"{verb}_forum_topic")(chat, *(thread, *name))


play.run(Client())
