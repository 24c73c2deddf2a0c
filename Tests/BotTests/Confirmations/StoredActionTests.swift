import Market
import Store
import Testing

@testable import Bot

/// Questions that were asked before an update of the program are answered after it.
@Suite("Stored actions")
struct StoredActionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// As the store has it, `action` of a confirmation.
        var text: String
        var action: any PendingAction
        var audit: String
        var object: String
        var role: Role
        var title: String
    }

    static let rows = [
        Row(
            testDescription: "run",
            text: #"{"action":{"runJob":{"_0":"send_plots"}},"name":"Анна"}"#,
            action: RunJobAction(job: "send_plots"),
            audit: "job.run",
            object: "send_plots",
            role: .operator,
            title: "Run send_plots"
        ),
        Row(
            testDescription: "pause",
            text: #"{"action":{"pauseJob":{"job":"EQ1","reason":"vendor"}},"name":"Анна"}"#,
            action: PauseJobAction(job: "EQ1", reason: "vendor"),
            audit: "job.pause",
            object: "EQ1",
            role: .operator,
            title: "Pause EQ1"
        ),
        Row(
            testDescription: "silence",
            text: #"{"action":{"silenceAll":{"_0":{"minutes":{"_0":60}}}},"name":"Анна"}"#,
            action: SilenceAllAction(span: .minutes(60)),
            audit: "silence.set",
            object: "everything",
            role: .operator,
            title: "Mute all alerts"
        ),
        Row(
            testDescription: "role",
            text: #"{"action":{"setRole":{"name":"Борис","person":1002,"role":"trader"}},"name":"Анна"}"#,
            action: SetRoleAction(person: 1_002, name: "Борис", given: .trader),
            audit: "people.set",
            object: "1002 Борис",
            role: .admin,
            title: "Give Борис the role “trader”"
        ),
        Row(
            testDescription: "removal",
            text: #"{"action":{"removePerson":{"name":"Борис","person":1002}},"name":"Анна"}"#,
            action: RemovePersonAction(person: 1_002, name: "Борис"),
            audit: "people.remove",
            object: "1002 Борис",
            role: .admin,
            title: "Remove the access of Борис"
        ),
        Row(
            testDescription: "invitation",
            text: #"{"action":{"invite":{"_0":"admin"}},"name":"Анна"}"#,
            action: InviteAction(given: .admin),
            audit: "people.invite",
            object: "admin",
            role: .admin,
            title: "Make a code for the role “admin”"
        ),
        Row(
            testDescription: "resumption",
            text: #"{"action":{"resumeTrading":{}},"name":"Анна"}"#,
            action: ResumeTradingAction(),
            audit: "portfolio.resume",
            object: "portfolio",
            role: .trader,
            title: "Let trading go on"
        ),
        Row(
            testDescription: "halt",
            text: #"{"action":{"haltTrading":{"isWhole":true,"reason":"no link"}},"name":"Анна"}"#,
            action: HaltTradingAction(isWhole: true, reason: "no link"),
            audit: "portfolio.halt",
            object: "portfolio",
            role: .trader,
            title: "Stop all trading"
        ),
        Row(
            testDescription: "halt of the engine",
            text: #"{"action":{"haltEngine":{"isWhole":false,"reason":"news"}},"name":"Анна"}"#,
            action: HaltEngineAction(isWhole: false, reason: "news"),
            audit: "portfolio.halt",
            object: "engine",
            role: .trader,
            title: "Pause the engine"
        ),
        Row(
            testDescription: "resumption of the engine",
            text: #"{"action":{"resumeEngine":{}},"name":"Анна"}"#,
            action: ResumeEngineAction(),
            audit: "engine.resume",
            object: "engine",
            role: .trader,
            title: "Let trading go on"
        ),
        Row(
            testDescription: "flatten",
            text: #"{"action":{"flatten":{"reason":"no link"}},"name":"Анна"}"#,
            action: FlattenAction(reason: "no link"),
            audit: "engine.flatten",
            object: "engine",
            role: .trader,
            title: "Close all positions of the engine"
        ),
        Row(
            testDescription: "close of a position",
            text: #"{"action":{"closePosition":{"instrument":"SBER","isHalf":true,"trip":7}},"name":"Анна"}"#,
            action: ClosePositionAction(trip: 7, instrument: "SBER", isHalf: true),
            audit: "engine.close",
            object: "SBER 7 half",
            role: .trader,
            title: "Close half of SBER"
        ),
    ]

    private func stored(_ text: String) -> Store.Confirmation {
        Store.Confirmation(
            nonce: "0123456789abcdef",
            person: 1,
            chat: 1,
            action: text,
            role: .admin,
            createdAt: Timestamp(seconds: 0),
            expiresAt: Timestamp(seconds: 60)
        )
    }

    @Test("are written as ever, and read", arguments: rows)
    func row(_ row: Row) throws {
        #expect(try PendingRequest(action: row.action, name: "Анна").text() == row.text)
        let read = try #require(PendingRequest(stored(row.text)))
        #expect(read.name == "Анна" && AnyHashable(read.action) == AnyHashable(row.action))
        #expect(read.action.audit.rawValue == row.audit && read.action.object == row.object)
        #expect(read.action.role == row.role)
        #expect(read.action.title(Wording(.english)) == row.title)
    }

    @Test(
        "of another version answer no button",
        arguments: [
            #"{"action":{"closeDesk":{}},"name":"Анна"}"#, #"{"action":{},"name":"Анна"}"#,
            #"{"action":{"runJob":{"job":"x"}},"name":"Анна"}"#, #"{"action":{"runJob":{"_0":"x"}}}"#, "", "[]",
            #"{"action":{"invite":{"_0":"admin"},"resumeTrading":{}},"name":"Анна"}"#,
        ]
    )
    func unreadable(_ text: String) {
        #expect(PendingRequest(stored(text)) == nil)
    }

    @Test("there is a row for each, and whoever loses rights loses them")
    func all() {
        #expect(Set(PendingActions.all.keys) == Set(Self.rows.map { type(of: $0.action).name }))
        #expect(Set(PendingActions.all.keys) == Set(DeferredEffect.questions.keys))
    }
}
