import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// Everything that is decided at one time and carried out at another.
enum DeferredEffect: String, CaseIterable, CustomTestStringConvertible {
    case ownQuestion, wishAwaitingApproval, approvalGiven, roleForActor
    case codeByActor, codeForActor, codeOnItsWay
    case queuedCommand, claimedCommand, privateReport, answerOnItsWay, outcomeToPrivate, fileToPrivate
    case calendarUndo, peopleMenu, settingsMenu
    case escalationChat, commandMenu
    case buttonsThatGo, silenceInForce

    var testDescription: String { rawValue }
}

extension DeferredEffect {
    // A new kind does not compile until somebody has said which row it is.

    /// The rows of questions by the action's stored name.
    static let questions: [String: DeferredEffect] = [
        "runJob": .ownQuestion, "silenceAll": .ownQuestion, "removePerson": .ownQuestion, "invite": .ownQuestion,
        "resumeTrading": .ownQuestion, "haltTrading": .ownQuestion, "pauseJob": .ownQuestion, "setRole": .roleForActor,
        "haltEngine": .ownQuestion, "resumeEngine": .ownQuestion, "flatten": .ownQuestion,
        "closePosition": .ownQuestion,
    ]

    init(_ command: SchedulerCommand) {
        switch command {
        case .job, .alert, .report, .share, .engine, .unreadable:
            self = .queuedCommand
        }
    }

    init(_ content: MessageContent) {
        switch content {
        case .incident, .incidentReply, .digest, .notice, .hi2Report, .gapLeaders, .gapLeadersAgain, .morning,
            .delayPlots, .portfolioDay, .position, .tradingDay:
            self = .escalationChat
        case .text, .edit, .dayReport, .weekReport: self = .answerOnItsWay
        case .plot, .plotFiles, .shareLevels, .webLink: self = .fileToPrivate
        case .invitation: self = .codeOnItsWay
        case .fade: self = .buttonsThatGo
        }
    }

    init(_ subject: FollowUpRecord.Subject) {
        switch subject {
        case .command, .impact: self = .outcomeToPrivate
        }
    }

    /// The rows of the buttons by route; nil where every press is judged alone and continues nothing.
    static let routes: [String: DeferredEffect?] = [
        "cal": .calendarUndo, "ppl": .peopleMenu, "set": .settingsMenu, "ok": .ownQuestion,
        "inc": nil, "sil": nil, "pau": nil, "do": nil, "file": nil, "run": nil, "lang": nil, "aud": nil, "noop": nil,
        "trip": nil,
    ]
}

/// What has become of the actor, an admin, between the decision and the effect.
enum Fate: String, CaseIterable, CustomTestStringConvertible {
    case stays, demoted, removed, backLower, backTheSame

    var testDescription: String { rawValue }
}

/// Row: a deferred effect; column: what became of the actor; cell: whether it still happens.
@Suite("Deferred effects", .timeLimit(.minutes(2)))
struct DeferredEffectTests {
    private static let actor: Int64 = 50
    private static let newcomer: Int64 = 501

    /// Written by hand.
    ///
    /// `true` also in the columns of a loss: it was done while allowed, or takes away and gives nothing.
    private static func happens(_ effect: DeferredEffect, _ fate: Fate) -> Bool {
        switch effect {
        case .ownQuestion, .wishAwaitingApproval, .approvalGiven, .roleForActor, .codeByActor, .codeForActor,
            .codeOnItsWay, .queuedCommand, .claimedCommand, .privateReport, .answerOnItsWay, .fileToPrivate,
            .calendarUndo, .peopleMenu, .settingsMenu:
            fate == .stays
        // Whoever has a role again may hear what became of it.
        case .outcomeToPrivate: fate != .removed
        // Taken away with the right to take an alert; who comes back sets it again.
        case .escalationChat: fate == .stays
        // A list of commands follows the present role.
        case .commandMenu: fate != .removed
        case .buttonsThatGo, .silenceInForce: true
        }
    }

    @Test("happen only while the actor has the right", arguments: DeferredEffect.allCases, Fate.allCases)
    func table(_ effect: DeferredEffect, _ fate: Fate) async throws {
        try await withBench(tune: {
            $0.escalation = -1_009
            if effect == .wishAwaitingApproval || effect == .approvalGiven { $0.approval.actions = [.silence] }
            if effect == .approvalGiven { $0.approval.approvers = 2 }
        }) { bench in
            try await bench.store.people.setRole(Person(id: Self.actor, name: "Actor", role: .admin))
            var batch = StoreBatch()
            for id in [Self.actor, BotBench.admin] { batch.settings.values[SettingName.privateChat(id)] = "ru" }
            try await bench.store.commit(batch)
            try await bench.settle()
            let stage = DeferredStage(bench: bench, actor: Self.actor, newcomer: Self.newcomer)
            let trigger = try await stage.prepare(effect)
            // Menus are told by the second in which they were sent.
            bench.clock.advance(by: .seconds(2))
            try await Self.befall(fate, bench)
            bench.clock.advance(by: .seconds(2))
            let happened = try await trigger()
            #expect(happened == Self.happens(effect, fate))
            // A withdrawn thing is no attempt without rights.
            if fate == .backLower || fate == .backTheSame, effect != .peopleMenu, effect != .settingsMenu {
                #expect(try await bench.store.people.refusedAttempts(of: Self.actor, .role) == nil)
                #expect(try await bench.store.people.refusedAttempts(of: Self.actor, .forged) == nil)
            }
        }
    }

    private static func befall(_ fate: Fate, _ bench: BotBench) async throws {
        let appointed = bench.options.admins
        switch fate {
        case .stays: break
        case .demoted: _ = try await bench.store.people.changeRole(of: actor, to: .viewer, appointed: appointed)
        case .removed: try await bench.store.people.remove(actor, appointed: appointed)
        case .backLower, .backTheSame:
            try await bench.store.people.remove(actor, appointed: appointed)
            let role: Role = fate == .backLower ? .operator : .admin
            _ = try await bench.store.people.changeRole(of: actor, to: role, name: "Actor", appointed: appointed)
        }
    }

    @Test("who has left MAYAK_ADMINS has lost it with the next start, and the others have not")
    func unappointed() async throws {
        try await withBench { bench in
            // As the bot before this one had it.
            try await bench.store.people.appoint([BotBench.admin, Self.actor])
            let code = try OneTimeCode(.system)
            let end = bench.clock.now + .hours(24)
            let made = try await bench.store.people.invite(
                .admin,
                digest: code.digest(),
                author: "A (50)",
                creator: Self.actor,
                expiresAt: end
            )
            try await bench.settle()
            #expect(try await bench.store.people.rightsLoss(of: Self.actor)?.invitation == made.id)
            #expect(try await bench.store.people.rightsLoss(of: BotBench.admin) == nil)
            bench.telegram.push(bench.command(code.description, id: 1, from: Self.newcomer, chat: Self.newcomer))
            try await bench.settle()
            #expect(try await bench.store.people.person(Self.newcomer) == nil)
        }
    }

    @Test("every route of the buttons is in the table")
    func routes() async throws {
        try await withBench { bench in
            let log = Log(component: "test", threshold: .critical, clock: bench.clock)
            let calendars = CalendarCache(store: bench.store.calendar)
            let context = BotContext(
                store: OperationsStore(bench.store),
                calendars: calendars,
                clock: bench.clock,
                options: bench.options,
                log: log
            )
            let dispatcher = Dispatcher(context: context, client: bench.client)
            #expect(Set(dispatcher.buttons.map(\.route)) == Set(DeferredEffect.routes.keys))
        }
    }
}

/// Brings each effect up to the moment before it happens; the trigger says whether it did.
struct DeferredStage {
    let bench: BotBench
    let actor: Int64
    let newcomer: Int64

    typealias Trigger = () async throws -> Bool

    private var store: StateStore { bench.store }
    private var admin: Int64 { BotBench.admin }

    func prepare(_ effect: DeferredEffect) async throws -> Trigger {
        switch effect {
        case .ownQuestion: try await question()
        case .wishAwaitingApproval: try await wish()
        case .approvalGiven: try await approval()
        case .roleForActor: try await roleForActor()
        case .codeByActor: try await code(creator: actor, reader: newcomer)
        case .codeForActor: try await code(creator: admin, reader: actor)
        case .codeOnItsWay: try await codeOnItsWay()
        case .queuedCommand: try await command(isClaimed: false)
        case .claimedCommand: try await command(isClaimed: true)
        case .privateReport:
            try await message(.text(RenderedMessage(html: "report of attempts")), "report of attempts")
        case .answerOnItsWay: try await message(.text(RenderedMessage(html: "the answer")), "the answer")
        case .outcomeToPrivate: try await outcome()
        case .fileToPrivate:
            try await message(
                .plotFiles(market: .futures, date: CivilDate(dayNumber: 19_919), endpoints: [.obstats], replyTo: nil),
                "FO"
            )
        case .calendarUndo: try await undo()
        case .peopleMenu: try await pressing("v1:ppl:i:\(String(actor, radix: 36))", leads: "Кого приглашаем?")
        case .settingsMenu: try await settingsMenu()
        case .escalationChat: try await escalation()
        case .commandMenu: try await commandMenu()
        case .buttonsThatGo: try await message(.fade(messageID: 5, RenderedMessage(html: "faded")), "faded")
        case .silenceInForce: try await silence()
        }
    }

    // MARK: Questions

    private func ask(_ text: String, _ id: Int64, from person: Int64) async throws -> String {
        bench.telegram.push(bench.command(text, id: id, from: person))
        try await bench.settle()
        return try button("y")
    }

    /// The newest button of the kind under a question.
    private func button(_ answer: String) throws -> String {
        let all = bench.telegram.calls.compactMap { $0.arguments["reply_markup"] }
        let found = all.reversed().lazy.compactMap { text in
            text.firstMatch(of: /v1:ok:([0-9a-f]{16}):[yand]/).map { String($0.output.1) }
        }.first
        return "v1:ok:\(try #require(found)):\(answer)"
    }

    private func press(_ data: String, _ id: Int64, by person: Int64) async throws {
        bench.clock.advance(by: .seconds(1))
        bench.telegram.push(bench.press(data, id: id, from: person))
        try await bench.settle()
    }

    private func question() async throws -> Trigger {
        let yes = try await ask("/silence 60", 1, from: actor)
        return {
            try await press(yes, 2, by: actor)
            return try await !store.commands.claim().isEmpty
        }
    }

    private func wish() async throws -> Trigger {
        try await press(try await ask("/silence 60", 1, from: actor), 2, by: actor)
        let approve = try button("a")
        return {
            try await press(approve, 3, by: BotBench.operatorID)
            return try await !store.commands.claim().isEmpty
        }
    }

    private func approval() async throws -> Trigger {
        try await press(try await ask("/silence 60", 1, from: admin), 2, by: admin)
        let approve = try button("a")
        try await press(approve, 3, by: actor)
        return {
            try await press(approve, 4, by: BotBench.operatorID)
            return try await !store.commands.claim().isEmpty
        }
    }

    /// Somebody is about to make the actor a trader.
    private func roleForActor() async throws -> Trigger {
        let yes = try await ask("/people set \(actor) trader", 1, from: admin)
        return {
            try await press(yes, 2, by: admin)
            return try await store.people.person(actor)?.role == .trader
        }
    }

    // MARK: Codes

    private func code(creator: Int64, reader: Int64) async throws -> Trigger {
        let code = try OneTimeCode(.system)
        let end = bench.clock.now + .hours(24)
        _ = try await store.people.invite(.admin, digest: code.digest(), author: "A", creator: creator, expiresAt: end)
        return {
            let before = try await store.people.person(reader)?.role
            bench.telegram.push(bench.command(code.description, id: 5, from: reader, chat: reader))
            try await bench.settle()
            let after = try await store.people.person(reader)?.role
            return after == .admin && (before != .admin || reader == actor && notNeeded)
        }
    }

    /// "You are admin already, the code is still good" is what a code says to somebody who lost nothing.
    private var notNeeded: Bool { bench.telegram.texts.contains { $0.contains("ещё действует") } }

    private func codeOnItsWay() async throws -> Trigger {
        let end = bench.clock.now + .hours(24)
        let made = try await store.people.invite(.admin, digest: nil, author: "A", creator: actor, expiresAt: end)
        return try await message(.invitation(id: made.id, language: "ru"), "Код №\(made.id)")
    }

    // MARK: What is on its way

    private func command(isClaimed: Bool) async throws -> Trigger {
        let silence = SchedulerCommand.alert(
            .silence(rule: nil, market: nil, endpoint: nil, until: .minutes(5), reason: "")
        )
        let id = try await store.commands.post(silence, author: "A (50)", channel: .telegram, person: actor)
        if isClaimed { _ = try await store.commands.claim() }
        return {
            let record = try #require(try await store.commands.command(id))
            guard record.state != .refused else { return false }
            return try await store.commands.isHonoured(record)
        }
    }

    private func message(_ content: MessageContent, _ word: String) async throws -> Trigger {
        let target = ChatTarget.chat(id: actor, thread: nil)
        try await store.outbox.enqueue([OutboxDraft(dedupeKey: "m", target: target, content: content, priority: .reply)]
        )
        // Under way when the rights go: an unanswered attempt comes back into the queue.
        let claimed = try await store.outbox.claimNext(at: bench.clock.now, lease: .seconds(1))
        let id = try #require(claimed).id
        return {
            try await store.outbox.markFailed(id, error: "no answer", retryAt: bench.clock.now)
            try await bench.settle()
            return bench.telegram.texts.contains { $0.contains(word) }
        }
    }

    private func outcome() async throws -> Trigger {
        bench.telegram.push(bench.command("/silence fo 60", id: 1, from: actor, chat: actor))
        try await bench.settle()
        let id = try #require(try await store.commands.claim().first).id
        return {
            try await store.commands.finish(id, .done, result: "silent until noon")
            try await bench.settle()
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            return bench.telegram.texts.contains { $0.contains("Тишина включена") }
        }
    }

    // MARK: Sessions

    private func undo() async throws -> Trigger {
        let date = MoscowTime.date(of: bench.clock.now)
        let statement = CalendarStatement(
            market: .futures,
            date: date,
            layer: .edit,
            kind: .closed,
            author: "Actor (50)",
            saidAt: bench.clock.now
        )
        let edits = try await store.calendar.editDays([.say(statement)], author: "Actor (50)")
        let first = try #require(edits.first).id
        let data = "v1:cal:u:\(String(first, radix: 36)):1:\(String(actor, radix: 36))"
        let sentAt = bench.clock.now.seconds
        return {
            bench.telegram.push(press(data, 7, sentAt: sentAt))
            try await bench.settle()
            return try await store.calendar.history(limit: 5).contains { $0.undoes != nil }
        }
    }

    private func pressing(_ data: String, leads word: String) async throws -> Trigger {
        let sentAt = bench.clock.now.seconds
        return {
            bench.telegram.push(press(data, 7, sentAt: sentAt))
            try await bench.settle()
            return bench.telegram.texts.contains { $0.contains(word) }
        }
    }

    private func settingsMenu() async throws -> Trigger {
        let sentAt = bench.clock.now.seconds
        return {
            bench.telegram.push(press("v1:set:d:10", 7, sentAt: sentAt))
            try await bench.settle()
            return try await store.settings.value(SettingName.escalateAfter) == "10"
        }
    }

    /// A press by the actor on a message of that second.
    private func press(_ data: String, _ id: Int64, sentAt: Int64) -> String {
        bench.press(data, id: id, from: actor).replacing(#""date":0"#, with: "\"date\":\(sentAt)")
    }

    // MARK: Standing things

    private func escalation() async throws -> Trigger {
        try await store.settings.set(SettingName.escalationChat, String(actor))
        return {
            var alert = try await bench.raise(AlertKey(.staleness, market: .futures, endpoint: .obstats))
            alert.escalatedAt = bench.clock.now
            try await bench.keep(&alert)
            let content = MessageContent.incidentReply(alert: alert.id, reason: .escalation)
            try await store.outbox.enqueue([
                OutboxDraft(dedupeKey: "e", target: .escalation, content: content, priority: .critical)
            ])
            try await bench.settle()
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            return bench.telegram.calls("sendMessage").contains { $0.arguments["chat_id"] == String(actor) }
        }
    }

    private func commandMenu() async throws -> Trigger {
        {
            let menus = CommandMenus(
                client: bench.client,
                people: store.people,
                settings: store.settings,
                options: bench.options,
                log: Log(component: "test", threshold: .critical, clock: bench.clock)
            )
            return try await menus.plan().contains { $0.scope == .chat(actor) }
        }
    }

    private func silence() async throws -> Trigger {
        var batch = StoreBatch()
        batch.alerts.silences = [
            Silence(
                createdAt: bench.clock.now,
                until: bench.clock.now + .hours(1),
                author: "Actor (50)",
                reason: ""
            )
        ]
        try await store.commit(batch)
        return { try await !store.alerts.activeSilences(at: bench.clock.now).isEmpty }
    }
}
