import Store
import Testing

@Suite("Names of jobs")
struct JobNameTests {
    @Test(
        "are found as people write them, and as they are before any other spelling",
        arguments: [
            ("send_plots", "send_plots"), ("Send_plots", "send_plots"), ("eq1", "EQ1"), ("EQ1", "EQ1"), ("Eq2", "eq2"),
            ("EQ2", "EQ2"), ("EQ", nil), ("", nil), ("EQ1 ", nil),
        ] as [(String, String?)]
    )
    func words(word: String, name: String?) {
        let names = ["EQ1", "eq2", "EQ2", "send_plots"]
        #expect(JobName.find(word, in: names) == name)
        #expect(JobName.find(word, in: names.map { (id: $0, due: 1) }, by: \.id)?.id == name)
    }
}
