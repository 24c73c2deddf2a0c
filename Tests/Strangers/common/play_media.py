"""Pictures, albums, documents."""
import sandbox
from play import asked, refused, rest
from png import png
from sandbox import GROUP
from steps import check


def photo(client):
    data = png(800, 400)
    message, file, size = client.photo(GROUP, data, "EQ")
    check("the photo's size", size, (800, 400))
    check("the photo comes back byte for byte", bytes(client.download(file)), data)
    check("a photo is sent again by its id", client.photo_again(GROUP, file), file)
    asked("again", "sendPhoto", photo=file)
    check("its caption is edited", client.edit_caption(GROUP, message, "FO"), "FO")
    text = client.fails(lambda: client.edit(GROUP, message, "text"))
    refused("a photo has no text", text, "bad", "Bad Request: there is no text in the message to edit")
    check("its picture is replaced", client.edit_photo(GROUP, message, png(320, 200)), 320)
    rest()
    bad = client.fails(lambda: client.photo(GROUP, b"no picture", "x"))
    refused("what is no picture", bad, "bad", "Bad Request: IMAGE_PROCESS_FAILED")
    narrow = client.fails(lambda: client.photo(GROUP, png(21, 1), "x"))
    refused("a ratio above 20", narrow, "bad", "Bad Request: PHOTO_INVALID_DIMENSIONS")
    long = client.fails(lambda: client.photo(GROUP, data, "я" * 1025))
    refused("a caption of 1025", long, "bad", "Bad Request: message caption is too long")


def album(client):
    sent = client.album(GROUP, [png(100, 50), png(60, 60)], "два рынка")
    check("an album has consecutive numbers", sent[1][0] - sent[0][0], 1)
    check("an album has one group", sent[0][1] is not None and sent[0][1] == sent[1][1])
    check("the first picture has the caption", (sent[0][2], sent[1][2]), ("два рынка", None))
    media = sandbox.arguments(sandbox.recorded("sendMediaGroup")[-1])["media"]
    check("the album's pictures are attached", media.count("attach://"), 2)


def document(client):
    data = "время;тикеров\n10:00;412\n".encode()
    message, file, name, size = client.document(GROUP, data, "слоты.csv")
    check("the document's name and size", (name, size), ("слоты.csv", len(data)))
    check("the document comes back byte for byte", bytes(client.download(file)), data)
