"""Commands, members, marks on messages, topics."""
import sandbox
from play import ANNA, BORIS, BOT, asked, refused, rest
from sandbox import GROUP
from steps import check

FORUM = -1001234500002


def commands(client):
    check("setMyCommands", client.set_commands([("info", "Facts"), ("plot", "Plot")]))
    check("setMyCommands in Russian", client.set_commands([("info", "Сведения")], language="ru"))
    check("setMyCommands of groups", client.set_commands([("take", "Take")], chats="groups"))
    check("getMyCommands", client.commands(), [("info", "Facts"), ("plot", "Plot")])
    check("getMyCommands in Russian", client.commands(language="ru"), [("info", "Сведения")])
    check("getMyCommands of groups", client.commands(chats="groups"), [("take", "Take")])
    asked("groups", "getMyCommands", scope={"type": "all_group_chats"})
    check("deleteMyCommands", client.delete_commands(language="ru"))
    check("no commands are left", client.commands(language="ru"), [])
    bad = client.fails(lambda: client.set_commands([("Инфо", "x")]))
    refused("a name that is none", bad, "bad", "Bad Request: BOT_COMMAND_INVALID")


def members(client):
    check("getChat", client.chat(GROUP), ("supergroup", "Дежурные · AlgoPack"))
    check("getChatMember", client.member(GROUP, BORIS), "member")
    check("getChatAdministrators", client.administrators(GROUP), [(ANNA, "creator"), (BOT, "administrator")])
    check("getChatMemberCount", client.count(GROUP), 4)
    sandbox.say("/start", chat="private")
    private = client.fails(lambda: client.administrators(ANNA))
    refused("a private chat has none", private, "bad", "Bad Request: there are no administrators in the private chat")


def marks(client):
    message = client.send(GROUP, "отметки")
    check("setMessageReaction", client.react(GROUP, message, "👀"))
    asked("reaction", "setMessageReaction", message_id=message, reaction=[{"type": "emoji", "emoji": "👀"}])
    cross = client.fails(lambda: client.react(GROUP, message, "✅"))
    refused("an emoji that is not allowed", cross, "bad", "Bad Request: REACTION_INVALID")
    check("pinChatMessage", client.pin(GROUP, message))
    check("unpinChatMessage", client.unpin(GROUP, message))
    check("sendChatAction", client.typing(GROUP))
    forwarded, text, origin = client.forward(ANNA, GROUP, message)
    check("forwardMessage", (text, origin), ("отметки", "user"))
    check("copyMessage", client.copy(ANNA, GROUP, message) - forwarded, 1)
    check("deleteMessage", client.delete(GROUP, message))
    gone = client.fails(lambda: client.delete(GROUP, message))
    refused("it is gone", gone, "bad", "Bad Request: message to delete not found")


def topics(client):
    topic = client.create_topic(FORUM, "FX")
    sent = client.send(FORUM, "в теме", thread=topic)
    shown = next(m for m in sandbox.messages("forum") if m["message_id"] == sent)
    check("a message of a topic", (shown["message_thread_id"], shown["is_topic_message"]), (topic, True))
    check("editForumTopic", client.topic("edit", FORUM, topic, "FX и фиксинги"))
    check("closeForumTopic", client.topic("close", FORUM, topic))
    closed = client.fails(lambda: client.send(FORUM, "мимо", thread=topic))
    refused("a closed topic", closed, "bad", "Bad Request: TOPIC_CLOSED")
    check("reopenForumTopic", client.topic("reopen", FORUM, topic))
    rest()
    check("deleteForumTopic", client.topic("delete", FORUM, topic))
    lost = client.fails(lambda: client.send(FORUM, "никуда", thread=topic))
    refused("a deleted topic", lost, "bad", "Bad Request: message thread not found")
