import Market
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

@Suite("Words of a run")
struct JobRunWordsTests {
    @Test("say of a replay what has no recording, and of nothing else")
    func unrecorded() {
        func run(_ detail: String) -> JobRun {
            JobRun(
                job: "gap_vwap",
                nominal: Timestamp(seconds: 0),
                outcome: .succeeded,
                claimedAt: Timestamp(seconds: 0),
                detail: detail
            )
        }
        #expect(run(JobRun.unrecorded("SBER of 2024-07-15")).unrecordedReason == "SBER of 2024-07-15")
        #expect(run("3 gaps").unrecordedReason == nil && run("was not recorded: x").unrecordedReason == nil)
    }
}
