import Execution
import Foundation
import Glibc
import Market
import Platform
import TestKit
import Testing

/// Real processes that end by SIGKILL at each step of the journal and of the venue.
@Suite("Orders of a killed process", .timeLimit(.minutes(10)))
struct OrderCrashTests {
    private static let count = 6

    @Test(
        "are neither doubled nor lost, wherever it was killed",
        arguments: ["before-append", "after-append", "before-venue", "after-venue"]
    )
    func everyStep(step: String) throws {
        var killed = 0
        for number in 1...64 {
            let folder = try TemporaryFolder(prefix: "order-crash", isInMemory: true)
            defer { folder.remove() }
            let wasKilled = try Self.run(folder.path, "\(step):\(number)") == nil
            guard wasKilled else {
                // So many steps there are not.
                try Self.check(folder.path, "\(step):\(number)")
                break
            }
            killed += 1
            // Every other time the recovery is killed as well, right behind the first thing that it has written.
            if number % 2 == 0 { _ = try Self.run(folder.path, "after-append:1") }
            let said = try Self.run(folder.path, "none")
            #expect(said == "settled true\n", "\(step):\(number)")
            try Self.check(folder.path, "\(step):\(number)")
        }
        #expect(killed >= (step.hasSuffix("append") ? 2 * Self.count : Self.count - 1), "\(killed) steps")
    }

    /// What the process said; nil when it was killed.
    private static func run(_ folder: String, _ point: String) throws -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("order-hammer")
        process.arguments = [folder, point, "\(count)"]
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            try #require(process.terminationStatus == SIGKILL)
            return nil
        }
        try #require(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self)
    }

    private static func check(_ folder: String, _ point: Comment) throws {
        let journal = try Journal(folder: folder + "/journal")
        let instruments = try PaperRig().instruments
        let restored = RestoredExecution(journal, instruments, now: Timestamp(seconds: 0))
        #expect(restored.halts.all.isEmpty, point)
        let checkpoints = CheckpointFile(folder: folder)
        let quick = RestoredExecution(journal, instruments, from: checkpoints, now: Timestamp(seconds: 0))
        #expect(FileBytes.exists(checkpoints.path), point)
        #expect(quick.halts == restored.halts && quick.riskState == restored.riskState, point)
        #expect(quick.ledger.positions == restored.ledger.positions, point)
        #expect(quick.ledger.recentOrders == restored.ledger.recentOrders, point)
        let lines = try String(contentsOfFile: folder + "/venue", encoding: .utf8).split(separator: "\n")
        let placed = lines.compactMap { line in line.split(separator: " ").first.flatMap { OrderID(String($0)) } }
        #expect(Set(placed).count == placed.count, "an order was sent twice, \(point)")
        let orders = restored.ledger.recentOrders
        #expect(restored.ledger.openCount == 0 && orders.count == count, point)
        var held: Int64 = 0
        for order in orders {
            guard let place = placed.firstIndex(of: order.id) else {
                #expect(order.status == .neverArrived && order.filled == .zero, point)
                continue
            }
            let filled: Int64 = place % 3 == 2 ? 3 : 4
            #expect(order.filled.count == filled && order.status == (filled == 4 ? .filled : .cancelled), point)
            held += order.request.side.sign * filled
        }
        #expect(
            Set(placed).isSubset(of: orders.map(\.id)),
            "the venue has an order that the house does not know, \(point)"
        )
        #expect(restored.ledger.positions[0].lots.count == held, point)
    }
}
