import Learning
import Testing

@Suite("Folds in time")
struct TimeFoldsTests {
    @Test(
        "nothing that is fitted to was unknown when the judged part, or the part to stop on, began",
        arguments: [0, 1, 7, 40]
    )
    func purged(_ overlap: Int64) throws {
        let set = try PlantedRows.set(count: 1_000, overlap: overlap) { _, chance in chance < 0.5 ? 0 : 1 }
        let folds = try TimeFolds(set, folds: 4, embargo: .rows(0), validation: 0.2)
        #expect(folds.folds.count == 4)
        for part in folds.folds {
            let begin = set.starts[part.test.lowerBound]
            #expect((part.training + part.validation).allSatisfy { set.ends[$0] < begin })
            let stop = set.starts[part.validation[0]]
            #expect(part.training.allSatisfy { set.ends[$0] < stop })
            // Exactly those before the part whose label reaches into it.
            #expect(part.purged == Int(overlap))
            #expect(part.training.count + part.validation.count + part.purged + Int(overlap) == part.test.lowerBound)
        }
        #expect(folds.folds.map(\.test) == [200..<400, 400..<600, 600..<800, 800..<1_000])
    }

    @Test("an embargo is left out besides")
    func embargo() throws {
        let set = try PlantedRows.set(count: 1_000, overlap: 5) { _, chance in chance < 0.5 ? 0 : 1 }
        let part = try TimeFolds(set, folds: 4, embargo: .rows(30), validation: 0.2).folds[0]
        #expect(part.purged == 5 && part.embargoed == 25)
        #expect(part.validation.last == 169)
        let timed = try TimeFolds(set, folds: 4, embargo: .time(30), validation: 0.2).folds[0]
        // The label of row 164 is known at 169, 31 before row 200.
        #expect(timed.validation.last == 164 && timed.embargoed == 30)
    }

    @Test("too few rows, and a label that comes too late, are refused with the fold")
    func refused() throws {
        let few = try PlantedRows.set(count: 40) { _, chance in chance < 0.5 ? 0 : 1 }
        #expect { try TimeFolds(few, folds: 8, embargo: .rows(0), validation: 0.2) } throws: {
            "\($0)".hasPrefix("fold 1 has 4 rows to fit to and 4 to judge on; allowed: fewer folds")
        }
        var number = 0
        let late = try PlantedRows.set(count: 400) { _, chance in
            number += 1
            return number > 300 ? 1 : chance < 0.5 ? 0 : -1
        }
        #expect { try TimeFolds(late, folds: 3, embargo: .rows(0), validation: 0.2) } throws: {
            "\($0)".hasPrefix("fold 1 has no row with label 1 to fit to")
        }
    }
}
