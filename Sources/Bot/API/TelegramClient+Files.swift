package import Store

extension TelegramClient {
    /// Posts a picture with a caption of up to 1024 characters.
    package func sendPhoto(
        _ photo: UploadFile,
        caption: String = "",
        keyboard: [[RenderedMessage.Button]] = [],
        to destination: MessageDestination
    ) async throws -> Int64 {
        try await send(
            photo,
            method: "sendPhoto",
            field: "photo",
            caption: caption,
            keyboard: keyboard,
            to: destination
        )
    }

    /// Posts a file as it is: pictures keep every pixel.
    package func sendDocument(
        _ document: UploadFile,
        caption: String = "",
        keyboard: [[RenderedMessage.Button]] = [],
        to destination: MessageDestination
    ) async throws -> Int64 {
        try await send(
            document,
            method: "sendDocument",
            field: "document",
            caption: caption,
            keyboard: keyboard,
            to: destination
        )
    }

    /// Posts 2 to 10 pictures as one album; the first caption shows under all of them.
    ///
    /// Returns the messages' ids.
    package func sendAlbum(_ photos: [UploadFile], caption: String, to destination: MessageDestination) async throws
        -> [Int64]
    {
        var arguments = MethodArguments()
        try arguments.set(destination: destination)
        let items = photos.indices.map { index in
            AlbumItem(media: "attach://photo\(index)", caption: index == 0 && !caption.isEmpty ? caption : nil)
        }
        try arguments.set("media", json: items)
        for (index, photo) in photos.enumerated() {
            arguments.attach("photo\(index)", photo)
        }
        return try await call("sendMediaGroup", arguments, as: [SentMessage].self).map(\.id)
    }

    /// Puts a picture, or a file as it is, in place of what a message shows; an empty keyboard removes the buttons.
    package func editMessageMedia(
        _ file: UploadFile,
        asDocument: Bool = false,
        caption: String = "",
        keyboard: [[RenderedMessage.Button]] = [],
        message: Int64,
        chat: Int64
    ) async throws {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("message_id", message)
        var media = AlbumItem(media: "attach://file", caption: caption.isEmpty ? nil : caption)
        if asDocument { media.type = "document" }
        try arguments.set("media", json: media)
        try arguments.set(keyboard: keyboard)
        arguments.attach("file", file)
        _ = try await call("editMessageMedia", arguments, as: SentMessage.self)
    }

    private func send(
        _ file: UploadFile,
        method: String,
        field: String,
        caption: String,
        keyboard: [[RenderedMessage.Button]],
        to destination: MessageDestination
    ) async throws -> Int64 {
        var arguments = MethodArguments()
        try arguments.set(destination: destination)
        if !caption.isEmpty { try arguments.set(text: caption, as: .html, named: "caption") }
        try arguments.set(keyboard: keyboard)
        arguments.attach(field, file)
        return try await call(method, arguments, as: SentMessage.self).id
    }
}

/// `InputMediaPhoto` or `InputMediaDocument`: of an album, or in place of another.
private struct AlbumItem: Encodable {
    var type = "photo"
    var media: String
    var caption: String?
    var parseMode: String?

    enum CodingKeys: String, CodingKey {
        case type, media, caption
        case parseMode = "parse_mode"
    }

    init(media: String, caption: String?) {
        self.media = media
        self.caption = caption
        self.parseMode = caption == nil ? nil : "HTML"
    }
}
