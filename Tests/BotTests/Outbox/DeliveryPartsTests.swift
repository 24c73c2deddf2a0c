import Market
import TestKit
import Testing

@testable import Bot

@Suite("Delivery limiter")
struct DeliveryLimiterTests {
    private let start = Timestamp(seconds: 1_000)

    @Test("a chat gets a burst of three, then one a second")
    func burst() {
        var limiter = DeliveryLimiter()
        var now = start
        var sent: [Int64] = []
        for _ in 0..<6 {
            now = limiter.readyAt(chat: 5, cost: 1, at: now)
            limiter.spend(chat: 5, cost: 1, at: now)
            sent.append(now.milliseconds - start.milliseconds)
        }
        #expect(sent == [0, 0, 0, 1000, 2000, 3000])
    }

    @Test("any minute of a group holds at most 18 messages, albums counted by picture", arguments: 1...20)
    func groupWindow(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var limiter = DeliveryLimiter()
        var now = start
        var sent: [Timestamp] = []
        for _ in 0..<200 {
            let cost = Int.random(in: 0...5, using: &random) == 0 ? Int.random(in: 2...10, using: &random) : 1
            now = limiter.readyAt(
                chat: -5,
                cost: cost,
                at: now + .milliseconds(Int.random(in: 0...900, using: &random))
            )
            limiter.spend(chat: -5, cost: cost, at: now)
            sent += Array(repeating: now, count: cost)
        }
        for (index, instant) in sent.enumerated() {
            #expect(sent[...index].count { $0 + .seconds(60) > instant } <= 18)
        }
    }

    @Test("all chats together stay below 30 a second")
    func global() {
        var limiter = DeliveryLimiter()
        var now = start
        var sent: [Timestamp] = []
        for chat in 1...200 {
            now = limiter.readyAt(chat: Int64(chat), cost: 1, at: now)
            limiter.spend(chat: Int64(chat), cost: 1, at: now)
            sent.append(now)
        }
        for (index, instant) in sent.enumerated() {
            #expect(sent[...index].count { $0 + .seconds(1) > instant } <= 30)
        }
    }

    @Test("a 429 holds its chat; a second chat's holds everyone; both survive a restart")
    func holds() {
        var limiter = DeliveryLimiter()
        limiter.punish(chat: -1, retryAfter: .seconds(30), at: start)
        #expect(limiter.readyAt(chat: -1, cost: 1, at: start) == start + .seconds(30))
        #expect(limiter.readyAt(chat: 2, cost: 1, at: start) == start)
        limiter.punish(chat: 2, retryAfter: .seconds(40), at: start)
        let restarted = DeliveryLimiter(holds: DeliveryHolds(text: limiter.holds.text))
        #expect(restarted.readyAt(chat: 3, cost: 1, at: start) == start + .seconds(40))
        #expect(restarted.readyAt(chat: 3, cost: 1, at: start + .seconds(41)) == start + .seconds(41))
    }
}

@Suite("Message splitter")
struct MessageSplitterTests {
    @Test("parts fit, are balanced and lose nothing", arguments: 1...60)
    func parts(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let html = text(&random)
        let limit = Int.random(in: 20...400, using: &random)
        let parts = MessageSplitter.split(html, limit: limit)
        #expect(parts.allSatisfy { HTMLText.length($0) <= limit })
        #expect(parts.allSatisfy(isBalanced))
        #expect(parts.map(HTMLText.plain).joined() == HTMLText.plain(html))
    }

    @Test("cuts at line ends and reopens what was open")
    func lines() {
        let html = "<b>one\ntwo\nthree</b>"
        #expect(MessageSplitter.split(html, limit: 8) == ["<b>one\ntwo\n</b>", "<b>three</b>"])
        #expect(MessageSplitter.split(html) == [html])
        #expect(MessageSplitter.shorten("one\ntwo\nthree", limit: 10) == "one\ntwo\n\n…")
    }

    @Test("an entity or a surrogate pair is never cut")
    func entities() {
        let html = String(repeating: "&amp;😀", count: 40)
        let parts = MessageSplitter.split(html, limit: 7)
        #expect(parts.map(HTMLText.plain).joined() == String(repeating: "&😀", count: 40))
        #expect(parts.allSatisfy { HTMLText.plain($0).utf16.count <= 7 })
    }

    private func text(_ random: inout SeededRandom) -> String {
        var result = ""
        var open: [String] = []
        for _ in 0..<Int.random(in: 5...80, using: &random) {
            switch Int.random(in: 0...5, using: &random) {
            case 0 where open.count < 4:
                let tag = ["b", "i", "pre", "code"].randomElement(using: &random) ?? "b"
                open.append(tag)
                result += "<\(tag)>"
            case 1: if let tag = open.popLast() { result += "</\(tag)>" }
            case 2: result += "\n"
            case 3: result += "&lt;&amp;"
            default: result += String(repeating: "слово ", count: Int.random(in: 1...20, using: &random))
            }
        }
        for tag in open.reversed() { result += "</\(tag)>" }
        return result
    }

    private func isBalanced(_ html: String) -> Bool {
        var open: [Substring] = []
        for piece in HTMLPieces(html) {
            switch piece {
            case .open(_, let name): open.append(name)
            case .close(_, let name): if open.popLast() != name { return false }
            case .text: break
            }
        }
        return open.isEmpty
    }
}

@Suite("Delivery decisions")
struct DeliveryDecisionTests {
    private func decide(
        _ kind: TelegramError.Kind,
        isEdit: Bool = false,
        mustArrive: Bool = true,
        attempts: Int = 1,
        done: Set<DeliveryChange> = []
    ) -> DeliveryDecision {
        var attempt = DeliveryAttempt(isEdit: isEdit, mustArrive: mustArrive, attempts: attempts, hasThread: true)
        attempt.changes = done
        return attempt.decide(
            TelegramError(kind, detail: "d", retryAfter: kind == .rateLimited ? .seconds(7) : nil, migratedTo: -9)
        )
    }

    @Test("each kind has its answer")
    func table() {
        #expect(decide(.notModified) == .delivered)
        #expect(decide(.messageGone, isEdit: true) == .change(.newMessage))
        #expect(decide(.migrated) == .change(.migrated(to: -9)))
        #expect(decide(.topicGone) == .change(.generalTopic))
        #expect(decide(.badMarkup) == .change(.plainText))
        #expect(decide(.tooLong) == .change(.split))
        #expect(decide(.badPhoto) == .change(.asDocument))
        #expect(decide(.mediaForbidden) == .change(.asDocument))
        #expect(decide(.blocked) == .closed("d"))
        #expect(decide(.rateLimited) == .hold(.seconds(7)))
        #expect(decide(.serverError) == .retry(after: .seconds(2), isRepeat: false))
        #expect(decide(.foreignAnswer) == .retry(after: .seconds(2), isRepeat: true))
        #expect(decide(.foreignAnswer, isEdit: true) == .retry(after: .seconds(2), isRepeat: false))
        #expect(decide(.unreachable) == .retry(after: .seconds(2), isRepeat: false))
    }

    @Test("no change is made twice, so no message is tried for ever at once", arguments: TelegramError.Kind.allCases)
    func ends(_ kind: TelegramError.Kind) {
        var done: Set<DeliveryChange> = []
        while case .change(let change) = decide(kind, done: done) {
            guard done.insert(change).inserted else {
                Issue.record("\(kind) is changed again and again")
                return
            }
        }
        guard !done.isEmpty else { return }
        guard case .dead = decide(kind, done: done) else {
            Issue.record("\(kind) is not given up after \(done)")
            return
        }
    }

    @Test("each lost answer may be a copy in the chat, so the pauses grow; those of a refusal and of an edit do not")
    func lostAnswers() {
        func pauses(_ kind: TelegramError.Kind, isEdit: Bool = false) -> [Int64] {
            (0..<8).compactMap { lost in
                let attempt = DeliveryAttempt(
                    isEdit: isEdit,
                    mustArrive: true,
                    attempts: lost + 1,
                    hasThread: false,
                    lostAnswers: lost
                )
                guard case .retry(let pause, _) = attempt.decide(TelegramError(kind, detail: "d")) else { return nil }
                return pause.wholeSeconds
            }
        }
        #expect(pauses(.noAnswer) == [2, 10, 60, 120, 300, 600, 600, 600])
        for pauses in [pauses(.serverError), pauses(.foreignAnswer), pauses(.noAnswer, isEdit: true)] {
            #expect(pauses == [2, 4, 8, 16, 32, 60, 60, 60])
        }
    }

    @Test("an alert is tried until it arrives, another message a few times")
    func patience() {
        #expect(decide(.unreachable, attempts: 500) == .retry(after: .seconds(60), isRepeat: false))
        guard case .dead = decide(.unreachable, mustArrive: false, attempts: 6) else {
            Issue.record("a report is tried for ever")
            return
        }
    }
}
