import Market
import Platform
import Store

extension OutboxDelivery {
    /// Makes the calls of one message.
    ///
    /// - Returns: the number of the (first) message; nil when the rest waits for its turn.
    /// - Throws: `TelegramError`; the parts that arrived before it are remembered.
    func send(_ outgoing: Outgoing, _ id: Int64, to place: DeliveryPlace, as form: DeliveryForm) async throws -> Int64?
    {
        switch outgoing {
        case .nothing: nil
        case .text(let message, .some(let edited), _): try await edit(message, id, edited, in: place, as: form)
        case .text(let message, nil, _): try await post(message, id, to: place, as: form)
        case .pictures(let files, let caption, let keyboard, _, let edited?) where files.count == 1:
            try await replace(edited, id, with: files[0], caption: caption, keyboard: keyboard, in: place, as: form)
        case .pictures(let files, let caption, let keyboard, let replyTo, _):
            try await post(files, id, caption: caption, keyboard: keyboard, replyTo: replyTo, to: place, as: form)
        }
    }

    private func edit(
        _ message: RenderedMessage,
        _ id: Int64,
        _ edited: Int64,
        in place: DeliveryPlace,
        as form: DeliveryForm
    ) async throws -> Int64 {
        let html = MessageSplitter.shorten(message.html, limit: form.limit)
        try await spend(1, id, chat: place.chat)
        try await client.editMessageText(
            form.format == .plain ? HTMLText.plain(html) : html,
            format: form.format,
            keyboard: message.keyboard,
            message: edited,
            chat: place.chat
        )
        return edited
    }

    private func post(
        _ message: RenderedMessage,
        _ id: Int64,
        to place: DeliveryPlace,
        as form: DeliveryForm
    ) async throws -> Int64? {
        let html = form.repeatMark.map { "\(HTMLText.escape($0)) \(message.html)" } ?? message.html
        let parts = MessageSplitter.split(html, limit: form.limit)
        var first: Int64?
        let start = min(sentParts[id] ?? 0, max(0, parts.count - 1))
        for index in start..<parts.count {
            if index > start {
                let ready = readyAt(chat: place.chat, id)
                guard ready <= clock.now else {
                    try await wait(id, target: place.target, until: ready)
                    return nil
                }
            }
            try await spend(1, id, chat: place.chat)
            let sent = try await client.sendMessage(
                form.format == .plain ? HTMLText.plain(parts[index]) : parts[index],
                format: form.format,
                keyboard: index == parts.count - 1 ? message.keyboard : [],
                to: MessageDestination(
                    chat: place.chat,
                    thread: place.thread,
                    isSilent: message.isSilent || index > 0,
                    replyTo: form.withoutReply || index > 0 ? nil : message.replyTo
                )
            )
            first = first ?? sent
            sentParts[id] = index + 1
        }
        return first
    }

    /// Puts a picture and its caption in place of what a message shows.
    private func replace(
        _ edited: Int64,
        _ id: Int64,
        with file: UploadFile,
        caption: String,
        keyboard: [[RenderedMessage.Button]],
        in place: DeliveryPlace,
        as form: DeliveryForm
    ) async throws -> Int64 {
        let folder = PlotFolder(path: options.plotsFolder, log: log)
        let kept = folder.keep([file])
        defer { folder.remove(kept) }
        try await spend(1, id, chat: place.chat)
        try await client.editMessageMedia(
            file,
            asDocument: form.asDocument,
            caption: html(of: caption, as: form),
            keyboard: keyboard,
            message: edited,
            chat: place.chat
        )
        return edited
    }

    /// A caption with the mark of a repeat, as long and as plain as the form has it.
    private func html(of caption: String, as form: DeliveryForm) -> String {
        let mark = form.repeatMark.map { HTMLText.escape($0) + " " } ?? ""
        let html = MessageSplitter.shorten(mark + caption, limit: form.captionLimit)
        return form.format == .plain ? HTMLText.escape(HTMLText.plain(html)) : html
    }

    /// Pictures lie in the plots folder while they travel, and are removed whatever came of it.
    private func post(
        _ files: [UploadFile],
        _ id: Int64,
        caption: String,
        keyboard: [[RenderedMessage.Button]],
        replyTo: Int64?,
        to place: DeliveryPlace,
        as form: DeliveryForm
    ) async throws -> Int64? {
        let text = html(of: caption, as: form)
        let destination = MessageDestination(
            chat: place.chat,
            thread: place.thread,
            isSilent: true,
            replyTo: form.withoutReply ? nil : replyTo
        )
        let folder = PlotFolder(path: options.plotsFolder, log: log)
        let kept = folder.keep(files)
        defer { folder.remove(kept) }
        guard !form.asDocument else {
            var first: Int64?
            for (index, file) in files.enumerated().dropFirst(sentParts[id] ?? 0) {
                try await spend(1, id, chat: place.chat)
                let sent = try await client.sendDocument(file, caption: index == 0 ? text : "", to: destination)
                first = first ?? sent
                sentParts[id] = index + 1
            }
            return first
        }
        try await spend(files.count, id, chat: place.chat)
        guard files.count > 1 else {
            return try await client.sendPhoto(files[0], caption: text, keyboard: keyboard, to: destination)
        }
        return try await client.sendAlbum(files, caption: text, to: destination).first
    }
}
