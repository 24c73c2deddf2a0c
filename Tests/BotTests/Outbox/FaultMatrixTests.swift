import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// Every fault of the sandbox × every kind of message.
///
/// Each is in the chat once; or more than once, and all but one carry the mark of a repeat; or it was given up with a reason
/// that `/health` shows.
@Suite("Fault matrix", .timeLimit(.minutes(1)))
struct FaultMatrixTests {
    /// A kind of message with what the chat shows of it.
    enum Kind: String, CaseIterable {
        case text, livingPost, livingEdit, reply, digest, notice, photo, album, document, files, commandAnswer,
            pressAnswer

        var mark: String {
            switch self {
            case .text: "MARK text"
            case .livingPost: "последний слот 11:45"
            case .livingEdit: "последний слот 11:50"
            case .reply: "Напоминание"
            case .digest: "EQ: другие столбцы"
            case .notice: "Задача EQ1"
            case .photo: "obstats: photo"
            case .album: "tradestats: album"
            case .document: "futoi: document"
            case .files: "tradestats: files"
            case .commandAnswer: "Роль: администратор"
            case .pressAnswer: "Подробно о #A1"
            }
        }
    }

    /// Pictures that say what they are sent as; a strip of 1 × 2 points per hundred is refused as a photo.
    private struct MarkedPlots: PlotRenderer {
        func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
            request.endpoints.map { endpoint in
                var png = SquarePlots.png
                let isStrip = endpoint == .futoi
                if isStrip { png[19] = 200 }
                let isFile = request.market == .currency
                let word = isFile ? "files" : isStrip ? "document" : request.endpoints.count > 1 ? "album" : "photo"
                return RenderedPlot(feed: Feed(request.market, endpoint), png: png, facts: [word])
            }
        }
    }

    @Test("nothing is lost without a word", arguments: Fault.Kind.allCases)
    func fault(kind: Fault.Kind) async throws {
        let isTopic = kind == .topicClosed || kind == .topicDeleted
        let isHang = kind == .hang || kind == .hangAfter
        let chat = isTopic ? "forum" : "group"
        try await withChatBench(
            plots: MarkedPlots(),
            // Only a client that gives up soon sees the end of a hang; on a slow machine that is one more fault.
            timeout: isHang ? .milliseconds(400) : .seconds(30),
            // A basic group, because only that can become a supergroup.
            world: { $0.groupChatID = -4_500 },
            tune: { options in
                guard isTopic else { return }
                options.group = ChatBench.forum
                options.groupTopic = 2
            },
            { bench in
                try await bench.say("/start", chat: "private")
                let edited = try await alert(.obstats, value: 840, bench)
                try await bench.pass(.seconds(30), by: .seconds(10))
                try bench.sandbox.press(chat: chat, button: "ℹ️ Подробно")
                try bench.sandbox.say(chat: chat, text: "/whoami")
                let begin = bench.clock.now
                _ = bench.sandbox.setFault(
                    ScheduledFault(Self.fault(kind), from: begin, until: begin + .seconds(60))
                )
                try await queue(edited, bench)
                while bench.clock.now < begin + .minutes(8) {
                    do {
                        try await bench.settle()
                    } catch let error as TelegramError where error.kind == .unauthorized {
                        // The process ends with a code of its own; its supervisor starts it again.
                    }
                    bench.clock.advance(by: .seconds(20))
                }
                let health = try await health(bench)
                for message in Kind.allCases {
                    try await check(message, bench.texts(chat), health, bench, "\(kind) × \(message)")
                }
            }
        )
    }

    private static func fault(_ kind: Fault.Kind) -> Fault {
        let target: FaultTarget =
            switch kind {
            case .kicked, .migrate, .deleteMessage, .restricted, .groupDeleted: .chat("group")
            // A poll has a longer time limit of its own.
            case .hang, .hangAfter: .chat("group")
            case .topicClosed, .topicDeleted: .chat("forum")
            case .deactivated: .chat("private:anna")
            // Feeds and pages are the exchange's: here they must change nothing.
            case .late, .stuck, .hole, .secidDrop, .secidExtra, .hi2Late, .extraColumn, .lostColumn, .emptyDay,
                .loginExpired:
                .exchange
            // The broker's too.
            case .partialCancel, .internalNumber, .lostAnswer, .crossedBook, .staleLastPrice, .streamSilent,
                .streamDrop, .streamLimit, .duplicateEvents, .shuffledEvents:
                .broker
            case .html200, .unauthorized, .forbidden, .forbiddenTooMany, .rateLimited, .serverError, .html502,
                .resetBefore, .resetAfter, .slow, .conflict, .duplicateUpdates, .shuffledUpdates:
                .telegram
            }
        var fault = Fault(kind, target)
        if kind == .slow { fault.bytesPerSecond = 200_000 }
        if kind == .hang || kind == .hangAfter { fault.times = 4 }
        return fault
    }

    private func check(
        _ kind: Kind,
        _ texts: [String],
        _ health: String,
        _ bench: ChatBench,
        _ cell: String
    ) async throws {
        let shown = texts.filter { $0.contains(kind.mark) }
        let repeats = shown.count { $0.contains("(повтор)") }
        guard shown.isEmpty else {
            #expect(shown.count - repeats <= 1, "\(cell): \(shown)")
            return
        }
        // Not there: then some message was given up, and `/health` counts and explains it.
        let dead = try await bench.store.outbox.messages(.dead, limit: 50)
        let queued = try await bench.store.outbox.depth().queued
        #expect(!dead.isEmpty && queued == 0, "\(cell): lost; \(texts)")
        let reason = try #require(dead.first?.lastError)
        let told = Wording(.russian).trouble(reason)
        #expect(!reason.isEmpty && health.contains("Не доставлено: \(dead.count)") && health.contains(told))
    }

    private func health(_ bench: ChatBench) async throws -> String {
        try await bench.say("/health", chat: "private")
        try await bench.pass(.seconds(5))
        return bench.texts("private:anna").last { $0.contains("Не доставлено:") } ?? ""
    }

    // MARK: Messages

    private func alert(
        _ endpoint: Endpoint,
        _ market: AlgoPackSegment = .futures,
        value: Double,
        group: Int64? = nil,
        isPosted: Bool = true,
        _ bench: ChatBench
    ) async throws -> AlertRecord {
        var alert = try await bench.store.alerts.firing(
            AlertKey(group == nil ? .staleness : .schemaDrift, Feed(market, endpoint)),
            value: value,
            at: bench.clock.now
        )
        alert.toldAt = bench.clock.now
        alert.groupID = group
        alert.facts.lastLabel = time(endpoint == .futoi ? "11:45:00" : "11:40:00")
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        if isPosted { batch.outbox.drafts = [draft("post \(alert.id)", .incident(alert: alert.id), .critical)] }
        try await bench.store.commit(batch)
        return alert
    }

    private func draft(_ key: String, _ content: MessageContent, _ lane: OutboxPriority) -> OutboxDraft {
        OutboxDraft(dedupeKey: key, content: content, priority: lane)
    }

    private func queue(_ edited: AlertRecord, _ bench: ChatBench) async throws {
        _ = try await alert(.futoi, value: 840, bench)
        var members: [Int64] = []
        for endpoint in [Endpoint.tradestats, .orderstats, .obstats, .hi2] {
            let next = try await alert(endpoint, .equities, value: 1, group: 3, isPosted: false, bench)
            members.append(next.id)
        }
        var edited = edited
        edited.value = 1_260
        edited.facts.lastLabel = time("11:50:00")
        edited.revision += 1
        let date = CivilDate(dayNumber: 19_919)
        var batch = StoreBatch()
        batch.alerts.records = [edited]
        batch.outbox.drafts = [
            draft("edit", .incident(alert: edited.id), .edit),
            draft("reply", .incidentReply(alert: edited.id, reason: .reminder), .critical),
            draft("digest", .digest(alerts: members), .warning),
            draft("notice", .notice(.jobFailed(job: "EQ1", detail: "")), .warning),
            draft("text", .text(RenderedMessage(html: "<b>MARK</b> text")), .warning),
            draft("photo", .plot(Feed(.futures, .obstats), date: date, replyTo: nil), .report),
            draft("album", .delayPlots(market: .futures, date: date, endpoints: [.tradestats, .obstats]), .report),
            draft("document", .plot(Feed(.futures, .futoi), date: date, replyTo: nil), .report),
            draft(
                "files",
                .plotFiles(market: .currency, date: date, endpoints: [.tradestats, .obstats], replyTo: nil),
                .report
            ),
        ]
        try await bench.store.commit(batch)
    }
}
