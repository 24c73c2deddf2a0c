import Market
import Scheduling
import Store
import Testing

@Suite("Run tally")
struct RunTallyTests {
    private func runs(_ outcomes: RunOutcome...) -> [JobRun] {
        outcomes.enumerated().map { index, outcome in
            let nominal = Timestamp(seconds: 1_721_026_800 + Int64(index) * 300)
            return JobRun(job: "EQ1", nominal: nominal, outcome: outcome, claimedAt: nominal, detail: "detail \(index)")
        }
    }

    @Test("sets what was planned against what was executed")
    func line() {
        let tally = RunTally(runs(.succeeded, .missed, .succeeded, .coalesced, .missed))
        #expect(tally.line == "last 5 planned: 2 executed, 2 missed, 1 coalesced")
        #expect(RunTally(runs(.succeeded)).line == "last 1 planned: 1 executed")
    }

    @Test("explaining a job gives its ledger before its runs")
    func explanation() {
        let lines = JobExplanation(id: "EQ1", plan: nil, runs: runs(.succeeded, .failed), days: []).lines
        #expect(lines.dropFirst().first == "last 2 planned: 1 executed, 1 failed")
        #expect(lines.last == "  2024-07-15 10:05:00  failed  detail 1")
        #expect(JobExplanation(id: "EQ1", plan: nil, runs: [], days: []).lines.last == "  no run is on record")
    }
}
