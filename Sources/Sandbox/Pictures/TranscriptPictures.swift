import Market
import Platform

/// The transcript of a chat as a phone would have shown it, in pages: PNG files of 780 pixels' width.
///
/// Edits stand where they happened, as bubbles of their own, because a transcript tells what was seen and when.
struct TranscriptPictures {
    private let world: TelegramWorld
    private let ruler: Canvas

    /// - Throws: ``DrawingError`` when there is no font to measure with.
    init(world: TelegramWorld) throws(DrawingError) {
        self.world = world
        ruler = try Canvas(width: 8, height: 8, background: PictureStyle.wall)
    }

    func pages(of chat: Int64) throws(DrawingError) -> [[UInt8]] {
        var pages: [[any PictureItem]] = [[]]
        var filled = 0.0
        for item in items(chat) {
            if filled + item.height > PictureStyle.pageHeight, filled > 0 {
                pages.append([])
                filled = 0
            }
            pages[pages.count - 1].append(item)
            filled += item.height
        }
        var pictures: [[UInt8]] = []
        for page in pages where !page.isEmpty { pictures.append(try draw(page)) }
        return pictures
    }

    private func draw(_ items: [any PictureItem]) throws(DrawingError) -> [UInt8] {
        let height = items.reduce(32) { $0 + $1.height }
        let canvas = try Canvas(
            width: PictureStyle.width,
            height: Int(height.rounded(.up)),
            background: PictureStyle.wall
        )
        var y = 16.0
        for item in items {
            item.draw(on: canvas, y: y)
            y += item.height
        }
        return try PaletteImage(canvas).png(level: 6)
    }

    private func items(_ chat: Int64) -> [any PictureItem] {
        var items: [any PictureItem] = []
        var date: CivilDate?
        var albums: Set<String> = []
        // What each message showed last: an answer quotes what its reader saw, not what became of it later.
        var seen: [Int: SandboxMessage] = [:]
        for event in world.events where event.chat == chat {
            let today = MoscowTime.date(of: event.at)
            if today != date { items.append(PillItem("\(today)", ruler: ruler)) }
            date = today
            let time = MoscowTime.time(of: event.at).shortDescription
            switch event.kind {
            case .message(_, _, _, let isEdit, _, _):
                guard let shown = event.shown else { continue }
                if let album = shown.mediaGroup, !isEdit, !albums.insert(album).inserted { continue }
                var item = bubble(shown, isEdit: isEdit, time: time, answers: shown.replyTo.flatMap { seen[$0] })
                // Buttons that stay as they were are not drawn again with every edit.
                if isEdit, seen[shown.id]?.keyboard == shown.keyboard { item.keys = [] }
                seen[shown.id] = shown
                items.append(item)
            case .pressed(let button):
                items.append(
                    PillItem(
                        "\(time)  \(event.user) → \(button)",
                        colour: PictureStyle.link,
                        align: .right,
                        ruler: ruler
                    )
                )
            case .answered(let text, _):
                if !text.isEmpty { items.append(PillItem(text, colour: PictureStyle.toast, ruler: ruler)) }
            case .deleted, .pinned, .reacted, .service:
                items.append(PillItem(Self.words(event), ruler: ruler))
            }
        }
        return items
    }

    private static func words(_ event: ChatEvent) -> String {
        let number = event.message.map { "#\($0)" } ?? ""
        return switch event.kind {
        case .deleted: "\(event.user): ✕ \(number)"
        case .pinned: "\(event.user): 📌 \(number)"
        case .reacted(let emoji): "\(event.user): \(emoji) \(number)"
        case .service(let words): words
        case .message, .pressed, .answered: event.user
        }
    }

    private func bubble(_ message: SandboxMessage, isEdit: Bool, time: String, answers original: SandboxMessage?)
        -> BubbleItem
    {
        let bot = world.bots.first?.user.id
        let name = message.senderChat.flatMap { world.chats[$0]?.title } ?? world.user(message.from).firstName
        let isMine = message.from != bot
        let group = album(of: message)
        let told = group.first { !($0.formatted?.text.isEmpty ?? true) }?.formatted
        var item = BubbleItem(
            layout: TextLayout(StyledText(told ?? FormattedText("")), width: PictureStyle.textWidth, ruler: ruler),
            ruler: ruler
        )
        item.name = name
        item.sender = message.senderChat ?? message.from
        item.isMine = isMine
        item.meta = (isMine ? "\(name)  " : "") + (isEdit ? "✎ " : "") + time
        item.keys = (message.keyboard?.rows ?? []).map { $0.map(\.text) }
        if let original, !isEdit {
            let words = original.formatted?.text.split(separator: "\n").first.map(String.init) ?? "…"
            item.quote = (original.from, world.user(original.from).firstName, words)
        }
        for part in group {
            guard let file = part.file.flatMap({ world.files[$0] }) else { continue }
            if case .photo = part.content, let size = file.size {
                item.pictures.append(.init(file: file, size: size))
            } else {
                item.document = file.name
            }
        }
        return item
    }

    /// The messages of the same album, or the message alone.
    private func album(of message: SandboxMessage) -> [SandboxMessage] {
        guard let group = message.mediaGroup else { return [message] }
        return world.chats[message.chat]?.messages.filter { $0.mediaGroup == group } ?? [message]
    }
}

extension SandboxServer {
    /// What happened in a chat as pictures of a phone's screen, oldest first.
    ///
    /// - Throws: ``SandboxError`` for a chat that does not exist, `DrawingError` without fonts.
    package func transcriptPictures(_ chat: String) throws -> [[UInt8]] {
        let world = telegram.withWorld { world, _ in world }
        guard let id = world.chatID(chat) else {
            throw SandboxError(kind: .unknownChat, detail: "no chat \(chat)")
        }
        return try TranscriptPictures(world: world).pages(of: id)
    }
}
