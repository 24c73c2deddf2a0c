import Market
import Platform

extension TelegramWorld {
    private static let photoExtensions: Set<String> = ["jpg", "jpeg", "gif", "png", "tif", "tiff", "bmp"]

    mutating func sendPhoto(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        try sendFile(call, field: "photo")
    }

    mutating func sendDocument(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        try sendFile(call, field: "document")
    }

    private mutating func sendFile(_ call: MethodCall, field: String) throws(TelegramFailure) -> JSON {
        let target = try target(call, sending: field == "photo" ? "photos" : "documents")
        let caption = try formatted(call, "caption", entities: "caption_entities", limit: 1_024)
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        let file = try self.file(call, field, value: call.text(field), isPhoto: field == "photo")
        try passFlood(1, to: target, at: call.now)
        let content: SandboxMessage.Content =
            field == "photo" ? .photo(file: file, caption: caption) : .document(file: file, caption: caption)
        let message = post(content, call, target) { $0.keyboard = keyboard }
        return json(message)
    }

    mutating func sendMediaGroup(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let target = try target(call, sending: "photos")
        guard !(call.text("media") ?? "").isEmpty else { throw .bad("parameter \"media\" is required") }
        let items = try call.list("media", of: "InputMedia", calling: "media")
        for item in items { try requireMedia(item, call) }
        guard !items.isEmpty else { throw .bad("there are no messages to send") }
        guard items.count <= 10 else { throw .bad("too many messages to send as an album") }
        let kinds = Set(items.map { $0["type"]?.string ?? "" })
        guard kinds.count == 1 || kinds.isSubset(of: ["photo", "video"]) else {
            throw .bad("document can't be mixed with other media types")
        }
        var contents: [SandboxMessage.Content] = []
        for (index, item) in items.enumerated() {
            do {
                contents.append(try media(item, call))
            } catch {
                let words = error.description.replacing("Bad Request: ", with: "")
                throw .bad("failed to send message #\(index + 1) with the error message \"\(words)\"")
            }
        }
        // Every picture counts as a message.
        try passFlood(contents.count, to: target, at: call.now)
        let album = contents.count > 1 ? String(13_000_000_000_000 + nextAlbum) : nil
        nextAlbum += 1
        var sent: [JSON] = []
        for content in contents {
            let message = post(content, call, target) { $0.mediaGroup = album }
            sent.append(json(message))
        }
        return .array(sent)
    }

    /// Checks what the server checks before it looks into the files.
    func requireMedia(_ value: JSON, _ call: MethodCall) throws(TelegramFailure) {
        guard let type = value["type"]?.string else { throw .bad("can't parse InputMedia: Can't find field \"type\"") }
        guard type == "photo" || type == "document" else {
            throw ["video", "audio", "animation", "live_photo"].contains(type)
                ? .bad("MEDIA_NOT_PLAYED: the sandbox does not play \(type)")
                : .bad("can't parse InputMedia: type \"\(type)\" is unsupported")
        }
        let media = value["media"]?.string ?? ""
        let isMissing = media.hasPrefix("attach://") && call.arguments.file(String(media.dropFirst(9))) == nil
        if media.isEmpty || isMissing { throw .bad("can't parse InputMedia: media not found") }
    }

    /// An `InputMedia` object as content.
    mutating func media(_ value: JSON, _ call: MethodCall) throws(TelegramFailure) -> SandboxMessage.Content {
        let type = value["type"]?.string ?? ""
        let caption = try formatted(
            value["caption"]?.string ?? "",
            mode: value["parse_mode"]?.string,
            entities: value["caption_entities"],
            limit: 1_024
        )
        let file = try file(call, type, value: value["media"]?.string, isPhoto: type == "photo")
        return type == "photo" ? .photo(file: file, caption: caption) : .document(file: file, caption: caption)
    }

    /// The stored file that an argument means: an upload under the argument's name or `attach://`, or an id sent before.
    private mutating func file(
        _ call: MethodCall,
        _ field: String,
        value: String?,
        isPhoto: Bool
    ) throws(TelegramFailure) -> String {
        let upload: WebFile?
        if let value, value.hasPrefix("attach://") {
            upload = call.arguments.file(String(value.dropFirst(9)))
        } else {
            upload = call.arguments.file(field)
        }
        if let upload { return try store(upload, isPhoto: isPhoto) }
        guard let value, !value.isEmpty, !value.hasPrefix("attach://") else {
            throw .bad("there is no \(field) in the request")
        }
        let known = files[value] != nil ? value : value.hasSuffix("s") ? String(value.dropLast()) : value
        guard files[known] != nil else {
            // No network here, so an address cannot be fetched either.
            throw .bad(
                value.contains("://") ? "failed to get HTTP URL content" : "wrong file identifier/HTTP URL specified"
            )
        }
        return known
    }

    private mutating func store(_ upload: WebFile, isPhoto: Bool) throws(TelegramFailure) -> String {
        guard !upload.bytes.isEmpty else { throw .bad("file must be non-empty") }
        let limit = isPhoto ? 10 << 20 : 50 << 20
        guard upload.bytes.count <= limit else {
            throw isPhoto
                ? .bad("file is too big: the maximum allowed photo size is 10 MB")
                : TelegramFailure(413, "Request Entity Too Large")
        }
        let fileExtension = upload.filename.lastIndex(of: ".").map {
            upload.filename[upload.filename.index(after: $0)...].lowercased()
        }
        let size = PictureSize(upload.bytes)
        if isPhoto {
            if let fileExtension, !Self.photoExtensions.contains(fileExtension) {
                throw .bad("photo has unsupported file extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp")
            }
            guard let size else { throw .bad("IMAGE_PROCESS_FAILED") }
            let longest = max(size.width, size.height)
            let shortest = min(size.width, size.height)
            guard size.width + size.height <= 10_000, longest <= shortest * 20 else {
                throw .bad("PHOTO_INVALID_DIMENSIONS")
            }
        }
        let number = nextFile
        nextFile += 1
        let id = "\(isPhoto ? "AgACAgIAAx" : "BQACAgIAAx")kDAAI\(padded(number, to: 8))"
        let suffix = fileExtension.map { ".\($0)" } ?? ""
        files[id] = StoredFile(
            id: id,
            uniqueID: "AQAD\(padded(number, to: 8))",
            path: "\(isPhoto ? "photos" : "documents")/file_\(number)\(suffix)",
            name: upload.filename,
            contentType: upload.contentType ?? (isPhoto ? "image/png" : "application/octet-stream"),
            bytes: upload.bytes,
            size: size
        )
        return id
    }

    func getFile(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let id = call.text("file_id") ?? ""
        guard let file = files[id] ?? (id.hasSuffix("s") ? files[String(id.dropLast())] : nil) else {
            throw .bad(id.isEmpty ? "file_id not specified" : "invalid file_id")
        }
        guard file.bytes.count <= 20 << 20 else { throw .bad("file is too big") }
        return [
            "file_id": .string(id), "file_unique_id": .string(file.uniqueID),
            "file_size": .int(Int64(file.bytes.count)),
            "file_path": .string(file.path),
        ]
    }
}
