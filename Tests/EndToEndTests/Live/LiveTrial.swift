import Engine
import Execution
import Foundation
import Glibc
import Market
import Platform
import TestKit

/// Lets `mayak run` trade against the sandbox's broker, kills it again and again, and then compares its books with the broker's.
struct LiveTrial {
    /// What is to go wrong meanwhile.
    struct Trouble {
        var kind: String
        /// Of the broker.
        var method: String
        var times = 1
    }

    /// What came of a trial; printed by `Scripts/live-crash-test`.
    struct Report: CustomStringConvertible {
        var seed: UInt64
        var kills: Int
        /// Orders that the journal holds, and lots that it has booked.
        var orders = 0
        var fills = 0
        var problems: [String] = []
        var took: Duration

        var description: String {
            """
            seed \(seed): killed mayak run \(kills) times in \(took.wholeSeconds) s; orders \(orders), fills \(fills)
            lost, doubled or different: \(problems.isEmpty ? "none" : problems.joined(separator: "; "))
            """
        }
    }

    /// A share of the sandbox, with its pieces in a lot and its price step.
    struct Share {
        let code: String
        let lot: Int64
        let step: String

        static let two = [Share(code: "SBER", lot: 10, step: "0.01"), Share(code: "GAZP", lot: 10, step: "0.01")]

        static let fifteen =
            two + [
                Share(code: "AFKS", lot: 100, step: "0.001"), Share(code: "AFLT", lot: 10, step: "0.01"),
                Share(code: "AKRN", lot: 1, step: "1"), Share(code: "ALRS", lot: 10, step: "0.01"),
                Share(code: "ASTR", lot: 1, step: "0.01"), Share(code: "BANE", lot: 1, step: "0.1"),
                Share(code: "BELU", lot: 1, step: "0.1"), Share(code: "BSPB", lot: 10, step: "0.01"),
                Share(code: "CBOM", lot: 100, step: "0.001"), Share(code: "CHMF", lot: 1, step: "0.1"),
                Share(code: "CIAN", lot: 1, step: "0.1"), Share(code: "DELI", lot: 1, step: "0.1"),
                Share(code: "DVEC", lot: 1_000, step: "0.001"),
            ]
    }

    var kills: Int
    var seed: UInt64
    var shares = Share.two
    /// Of the sandbox's day, in Moscow.
    var start = "11:00"
    var isLive = true
    var troubles: [Trouble] = []
    /// Sandbox seconds per second.
    var speed = 20.0
    /// Real milliseconds between two kills.
    var pause = 300...2_000
    /// Real time that it trades undisturbed at the end.
    var calm = Duration.seconds(3)

    private static let account = "2000000001"

    private var plan: String {
        let listed = shares.map { "  \($0.code): {lot: \($0.lot), price_step: \($0.step)}" }.joined(separator: "\n")
        return """
            strategy: {name: imbalance_threshold, depth: 5, enter: 0.1, exit: 0.02, lots: 2}
            instruments:
            \(listed)
            execution: {short: false, refusal_pause_seconds: 5}
            risk: {max_orders_per_minute: 600, max_daily_loss: 1000000, daily_loss_limit_pct: 1, max_consecutive_losses: 1000}
            datafeed: {gap_seconds: 60, recovery_messages: 2}
            system: {mode: production, live: confirmed, book_age_seconds: 60, checkpoint_interval_seconds: 30,
              latency_violation_limit: 10000}
            monitoring: {cpu_soft_limit: 100, memory_soft_limit: 100}

            """
    }

    func run() async throws -> Report {
        let started = SystemClock().now
        let rig = try await Rig(Rig.World(time: start, speed: speed))
        let plan = try rig.directory.file("plan.yaml", self.plan)
        var random = SeededRandom(seed: seed)
        let data = "\(rig.directory.path)/engine"
        let arguments = ["run", plan, "--data", data] + (isLive ? ["--no-dry-run"] : [])
        var running = try rig.start(arguments, environment: Self.environment(rig))
        try await running.says("Market data flows", within: .seconds(60))
        for trouble in troubles {
            try await rig.post(
                "fault",
                [
                    "kind": .text(trouble.kind), "target": .text("broker:\(trouble.method)"),
                    "times": .number(Double(trouble.times)),
                ]
            )
        }
        for _ in 0..<kills {
            try await SystemClock().sleep(for: .milliseconds(Int.random(in: pause, using: &random)))
            try await running.killHard()
            running = try rig.start(arguments, environment: Self.environment(rig))
        }
        try await running.says("Engine started", within: .seconds(60))
        try await SystemClock().sleep(for: calm)
        running.signal(SIGTERM)
        let status = try await running.end(within: .seconds(60))
        var report = Report(seed: seed, kills: kills, took: started.duration(to: SystemClock().now))
        if status != 0 { report.problems.append("the last one ended with \(status)") }
        if isLive {
            try await audit("\(data)/broker-\(Self.account)", rig, &report)
        } else {
            try auditPaper("\(data)/paper", &report)
        }
        let account = isLive ? ["--account", Self.account] : []
        let replay = try rig.start(["replay", plan, "--data", data] + account, environment: Self.environment(rig))
        let agrees = try await replay.end(within: .seconds(60)) == 0
        if !agrees { report.problems.append("the replay of the day differs: \(replay.log)") }
        return report
    }

    static func environment(_ rig: Rig) -> [String: String] {
        [
            "TINVEST_BASE_URL": "http://127.0.0.1:\(rig.port)", "TINVEST_TOKEN": "t.sandbox",
            "MAYAK_CLOCK": "http://127.0.0.1:\(rig.port)/sandbox/clock",
        ]
    }

    // MARK: Books

    /// Everything in the journal, read from its first record.
    private func books(_ folder: String) throws -> (restored: RestoredExecution, intents: [OrderRequest], fills: [Fill])
    {
        let plan = try LivePlan(configuration: plan, named: "plan.yaml")
        let table = InstrumentTable(plan.trading.instruments.map(\.facts))
        let journal = try Journal(folder: "\(folder)/journal")
        var intents: [OrderRequest] = []
        var fills: [Fill] = []
        var reader = try journal.records(from: 1)
        while let next = try reader.next() {
            switch try ExecutionRecord(next.payload, slot: table.slot) {
            case .intent(let request, _, _): intents.append(request)
            case .report(let report, _): if case .filled(let fill) = report.event { fills.append(fill) }
            case .halted, .resumed, .day, .wanted, .gaveUp, .adopted: break
            }
        }
        return (RestoredExecution(journal, table, now: SystemClock().now), intents, fills)
    }

    /// Compares journal and checkpoint with what the broker says of each order and of each position.
    private func audit(_ folder: String, _ rig: Rig, _ report: inout Report) async throws {
        let (restored, intents, all) = try books(folder)
        let fills = Dictionary(all.map { (FillName(order: $0.order, number: $0.number), $0) }) { first, _ in first }
            .values
        report.orders = intents.count
        report.fills = fills.count
        if Set(intents.map(\.id)).count != intents.count { report.problems.append("an intent was journalled twice") }
        for halt in restored.halts.all { report.problems.append("halted: \(halt.why)") }
        let broker = SandboxBroker(port: rig.port, account: Self.account)
        // The sandbox remembers the latest requests only, and questions follow.
        let posted = try await broker.placings()
        for intent in intents {
            let executed = try await broker.executed(intent.id.description)
            let booked = fills.filter { $0.order == intent.id }.reduce(0) { $0 + $1.lots.count } / LotScale.perLot
            if executed != booked {
                report.problems.append("\(intent.id): the broker executed \(executed) lots, \(booked) are booked")
            }
        }
        let held = try await broker.lots()
        for (index, facts) in restored.ledger.instruments.facts.enumerated() {
            let slot = InstrumentSlot(index)
            let own = restored.ledger[slot].lots.count / LotScale.perLot
            let sum = fills.filter { $0.slot == slot }.reduce(0) { $0 + $1.side.sign * $1.lots.count } / LotScale.perLot
            let name = facts.id.secid.text
            let theirs = held[name] ?? 0
            if own != theirs || sum != own {
                report.problems.append("\(name): broker \(theirs), ours \(own), fills come to \(sum)")
            }
        }
        if posted.isEmpty { report.problems.append("the sandbox has recorded no order") }
        if Set(posted).count != posted.count { report.problems.append("an order was sent twice") }
        let strangers = Set(posted).subtracting(intents.map(\.id.description))
        if !strangers.isEmpty { report.problems.append("\(strangers.count) orders were sent and not journalled") }
    }

    /// On paper nobody else knows: fills must come to the positions, and nothing rests over a start.
    private func auditPaper(_ folder: String, _ report: inout Report) throws {
        let (restored, intents, fills) = try books(folder)
        report.orders = intents.count
        report.fills = fills.count
        if Set(fills.map { FillName(order: $0.order, number: $0.number) }).count != fills.count {
            report.problems.append("a fill was booked twice")
        }
        for index in restored.ledger.positions.indices {
            let sum = fills.filter { $0.slot.index == index }.reduce(0) { $0 + $1.side.sign * $1.lots.count }
            if sum != restored.ledger.positions[index].lots.count {
                report.problems.append("fills of slot \(index) come to \(sum)")
            }
        }
    }

    private struct FillName: Hashable {
        let order: OrderID
        let number: UInt64
    }
}

/// Asks the sandbox's broker, as somebody else would.
private struct SandboxBroker {
    let port: Int
    let account: String
    private let http = HTTPClient()

    init(port: Int, account: String) {
        self.port = port
        self.account = account
    }

    private func call(_ method: String, _ body: JSON) async throws -> JSON {
        let path = "rest/tinkoff.public.invest.api.contract.v1.\(method)"
        while true {
            let response = try await http.send(
                HTTPRequest(
                    url: "http://127.0.0.1:\(port)/\(path)",
                    headers: [("Authorization", "Bearer t.sandbox")],
                    body: .bytes(body.bytes, contentType: "application/json")
                )
            )
            let json = try JSON.parse(response.body)
            // A minute of the sandbox is over soon.
            guard response.status == 429 else { return json }
            try await SystemClock().sleep(for: .milliseconds(200))
        }
    }

    /// Lots of an order that were executed; 0 where the broker has none of that key.
    func executed(_ key: String) async throws -> Int64 {
        let body: JSON = [
            "accountId": .string(account), "orderId": .string(key), "orderIdType": "ORDER_ID_TYPE_REQUEST",
        ]
        let answer = try await call("OrdersService/GetOrderState", body)
        guard let lots = answer["lotsExecuted"]?.string.flatMap({ Int64($0) }) else {
            guard answer["description"]?.string == "50005" else { throw RigError(detail: answer.text) }
            return 0
        }
        return lots
    }

    /// Lots held, by ticker.
    func lots() async throws -> [String: Int64] {
        let answer = try await call("OperationsService/GetPositions", ["accountId": .string(account)])
        var lots: [String: Int64] = [:]
        for security in answer["securities"]?.array ?? [] {
            let uid = security["instrumentUid"]?.string ?? ""
            let body: JSON = ["idType": "INSTRUMENT_ID_TYPE_UID", "id": .string(uid)]
            let found = try await call("InstrumentsService/GetInstrumentBy", body)
            guard let ticker = found["instrument"]?["ticker"]?.string, let lot = found["instrument"]?["lot"]?.int,
                let balance = security["balance"]?.string.flatMap({ Int64($0) })
            else { throw RigError(detail: security.text) }
            lots[ticker] = balance / lot
        }
        return lots
    }

    /// Keys of the orders that were sent, as the sandbox has recorded them.
    func placings() async throws -> [String] {
        let response = try await http.send(HTTPRequest(url: "http://127.0.0.1:\(port)/sandbox/recorded"))
        return (try JSON.parse(response.body).array ?? []).compactMap { request in
            guard request["path"]?.string?.hasSuffix("/PostOrder") == true else { return nil }
            let key = request["arguments"]?.array?.compactMap(\.string).first { $0.hasPrefix("orderId=") }
            return key.map { String($0.dropFirst("orderId=".count)) }
        }
    }
}
