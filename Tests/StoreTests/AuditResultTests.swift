import Store
import Testing

/// What is stored never changes: lines of years ago have to be read.
@Suite("Results in the audit trail")
struct AuditResultTests {
    @Test(
        "each is stored under its text and read back",
        arguments: [
            (.done, "done"), (.doneNoting("taken"), "done: taken"), (.doneNoting(""), "done: "),
            (.refused(.store(.lastAdmin)), "refused: lastAdmin"), (.refused(.stale), "refused: stale"),
            (.refused(.notOpen), "refused: not open"), (.refused(.unknownPerson), "refused: nobody has this id"),
            (.refused(.usedOrWithdrawn), "refused: used or withdrawn"), (.refused(.expired), "refused: expired"),
            (.refused(.hasRole(.viewer)), "refused: is viewer already"),
            (.refused(.givenBefore), "refused: given before"), (.refused(.tooLate), "refused: too late"),
            (.refused(.said("alert #A1: gone")), "refused: alert #A1: gone"), (.refused(.said("")), "refused: "),
            (.failed(.endedTwice), "failed: ended twice"), (.failed(.noScheduler), "failed: no scheduler"),
            (.failed(.said("EQ1 is at work already")), "failed: EQ1 is at work already"),
            (.waits(approvers: 2), "waits for 2"), (.waitsForCommand(7), "waits: command 7"),
            (.given(missing: 0), "given, complete"), (.given(missing: 1), "given, 1 missing"),
            (.declined, "declined"), (.reported, "reported"), (.nothing, "nothing to do"),
            (.edits(first: 5, last: 5), "edit 5"), (.edits(first: 12, last: 19), "edits 12–19"),
            (.invitation(3), "invitation 3"), (.key(2), "key 2"), (.was(.admin), "was admin"),
        ] as [(AuditResult, String)]
    )
    func texts(result: AuditResult, text: String) {
        #expect(result.text == text)
        #expect(AuditResult(stored: text) == result)
    }

    @Test(
        "what another version wrote is kept as it is",
        arguments: [
            "", "beamed up", "done:taken", "refused", "edits 12–", "edit 12–19", "key", "key two", "was king",
            "given, no",
            "waits", "waits for many", "waits: command", ": ", "invitation 3 4", "given, 0 missing",
        ]
    )
    func others(text: String) {
        #expect(AuditResult(stored: text) == .other(text))
    }

    @Test("a command's end says what came of it; one that waits or is at work says nothing yet")
    func commands() {
        #expect(AuditResult(.queued, "") == nil && AuditResult(.claimed, "") == nil)
        #expect(AuditResult(.done, "taken") == .done)
        #expect(AuditResult(.done, "taken", saysAnswer: true) == .doneNoting("taken"))
        #expect(AuditResult(.refused, "no")?.text == "refused: no")
        #expect(AuditResult(.failed, "no")?.text == "failed: no")
    }
}
