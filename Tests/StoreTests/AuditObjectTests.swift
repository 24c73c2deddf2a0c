import Market
import Testing

@testable import Store

@Suite("What the audit trail reads again")
struct AuditObjectTests {
    @Test(
        "objects are read as they were written",
        arguments: [
            (.alert(12, key: "\(AlertKey(.staleness, Feed(.futures, .obstats)))"), "#A12 staleness/FO/obstats"),
            (.alert(3, key: ""), "#A3"), (.invitation(7), "invitation 7"), (.allSilences, "everything"),
            (.setting(.quiet, chat: -100_123), "quiet -100123"),
            (.setting(.escalateAfter, chat: 5), "escalate_after 5"),
            (.setting(.escalationChat, chat: 5), "escalation_chat 5"), (.setting(.topic, chat: 5), "topic 5"),
            (.other("42 Anna"), "42 Anna"), (.other("invitation of Anna"), "invitation of Anna"),
            (.other("topic of the day"), "topic of the day"), (.other("#Anna"), "#Anna"), (.other(""), ""),
        ] as [(AuditObject, String)]
    )
    func objects(object: AuditObject, text: String) {
        #expect(object.text == text && AuditObject(stored: text) == object)
    }

    @Test("all silences had another name once")
    func all() { #expect(AuditObject(stored: "all") == .allSilences) }

    @Test("who agreed and who asked")
    func agreement() {
        let approved = AuditAgreement.approved(by: ["1 Anna", "2 Boris"])
        #expect(approved.text == "approved by 1 Anna, 2 Boris")
        let parts = approved.text.split(separator: ", ").map { AuditAgreement(stored: String($0)) }
        #expect(parts == [.approved(by: ["1 Anna"]), nil])
        let asked = AuditAgreement.asked(by: "1 Anna")
        #expect(asked.text == "for 1 Anna" && AuditAgreement(stored: asked.text) == asked)
    }
}
