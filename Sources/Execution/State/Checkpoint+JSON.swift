import Market
package import Platform

/// The text of `checkpoint.json`.
///
/// The members of the seed's file come first, for people and their tools: `timestamp mode risk data connectivity`. A restart goes on from
/// `state` alone, which has every number exactly.
extension Checkpoint {
    /// - Parameter partsPerLot: in how many parts the run counts a lot.
    package func json(partsPerLot: Int64 = 1) -> JSON {
        .object([
            .init("timestamp", .string(time.iso)),
            .init("mode", .string(mode.rawValue)),
            .init("risk", seedRisk(partsPerLot)),
            .init(
                "data",
                .object([
                    .init("active", .strings(active.map(\.description))),
                    .init("monitored", .strings(monitored.map(\.description))),
                ])
            ),
            .init(
                "connectivity",
                .object([
                    .init("active_channel", .string(connectivity.activeChannel)),
                    .init("failure_count", .int(Int64(connectivity.failureCount))),
                    .init("success_streak", .int(Int64(connectivity.successStreak))),
                    .init("last_event", connectivity.lastEvent.map { .string($0) } ?? .null),
                    .init("last_failure_at", connectivity.lastFailure.map { .string($0.iso) } ?? .null),
                ])
            ),
            .init("state", state),
        ])
    }

    private var facts: ContiguousArray<InstrumentFacts> { ledger.instruments.facts }

    // MARK: The seed's members

    private func seedRisk(_ parts: Int64) -> JSON {
        let positions = facts.indices.filter { !ledger.positions[$0].isFlat }.map { index -> JSON in
            let position = ledger.positions[index]
            let average = position.averagePrice(lotValue: facts[index].lotValue)
            return .object([
                .init("figi", .string("\(facts[index].id)")),
                .init("quantity", .double(Double(position.lots.count) / Double(parts))),
                .init("average_price", average.map { Self.number($0) } ?? .null),
                .init("stop_loss", plans[index].stop.map { Self.number($0.price) } ?? .null),
            ])
        }
        let halts = risk.halts.all
        let drift = halts.first { $0.cause == .drift }
        let day: JSON = risk.day.map { .string(MoscowTime.instant($0, .midnight).iso) } ?? .null
        return .object([
            .init("positions", .array(positions)),
            .init("realized_pnl", .double(risk.realised.units)),
            .init("consecutive_losses", .int(Int64(risk.losses))),
            .init("loss_cooldown_until", risk.cooldownEnd.map { .string($0.iso) } ?? .null),
            .init("daily_loss_triggered", .bool(halts.contains { $0.cause == .dailyLoss })),
            .init("halt_trading", .bool(risk.halts.level != nil)),
            .init("order_count", .int(Int64(risk.rate.counted.count))),
            .init("last_reset", day),
            .init("session_start", day),
            .init("emergency_reason", halts.first { $0.level == .stopped }.map { .string($0.why) } ?? .null),
            .init("calibration_required", .bool(drift != nil)),
            .init("calibration_expiry", .null),
            .init("capital_base", .double(capitalBase)),
        ])
    }

    // MARK: What a restart goes on from

    private var state: JSON {
        .object([
            .init("at", .int(time.nanoseconds)),
            .init("record", .string("\(record)")),
            .init("day", risk.day.map { .string("\($0)") } ?? .null),
            .init("day_start", Self.exact(risk.dayStart)),
            .init("realised", Self.exact(risk.realised)),
            .init("losses", .int(Int64(risk.losses))),
            .init("cooldown_end", risk.cooldownEnd.map { .int($0.nanoseconds) } ?? .null),
            .init("sent", .array(risk.rate.counted.map { .int($0.nanoseconds) })),
            .init("last_failure", connectivity.lastFailure.map { .int($0.nanoseconds) } ?? .null),
            .init("halts", .array(risk.halts.all.map { ExecutionRecord.halted($0).json })),
            .init("instruments", .object(facts.indices.map { .init("\(facts[$0].id)", instrument($0)) })),
            .init("orders", .array((ledger.recentOrders + ledger.openOrders).map(order))),
            .init(
                "fills",
                .array(ledger.bookedFills.map { .array([.string("\($0.order)"), .string("\($0.number)")]) })
            ),
        ])
    }

    private func instrument(_ index: Int) -> JSON {
        let position = ledger.positions[index]
        return .present([
            "lots": .int(position.lots.count), "cost": Self.exact(position.cost),
            "realised": Self.exact(position.realised), "fees": Self.exact(position.fees),
            "cash": Self.exact(position.cash), "trip_gain": Self.exact(risk.tripGains[index]),
            "target": plans[index].target.map { .int($0.count) },
            "given_up": plans[index].givenUp.map { .int($0.count) },
            "stop": plans[index].stop.map { stop in
                .object([
                    .init("side", .string(stop.side.rawValue)),
                    .init("price", .string("\(stop.price)")),
                    .init("distance", .string("\(stop.distance)")),
                    .init("best", .string("\(stop.best)")),
                ])
            },
        ])
    }

    private func order(_ order: Order) -> JSON {
        .object([
            .init(
                "intent",
                ExecutionRecord.intent(order.request, facts[order.request.slot.index].id, at: order.sentAt).json
            ),
            .init("status", .int(Int64(order.status.rawValue))),
            .init("filled", .int(order.filled.count)),
            .init("value", Self.exact(order.value)),
            .init("fees", Self.exact(order.fees)),
            .init("changed", .int(order.changedAt.nanoseconds)),
        ])
    }

    private static func number(_ price: Price) -> JSON { .double(Double(price.nanos) / 1e9) }

    private static func exact(_ money: Money) -> JSON { .string("\(money.attos)") }
}

extension Timestamp {
    /// ISO 8601 in UTC with nanoseconds: `2026-11-20T07:00:00.123456789Z`.
    fileprivate var iso: String {
        let (day, second) = (seconds.dividedRoundingDown(by: 86_400), seconds)
        let ofDay = Int(second - day * 86_400)
        let fraction = nanoseconds - second.saturatingProduct(1_000_000_000)
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - "\(number)".utf8.count)) + "\(number)"
        }
        let time = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(CivilDate(dayNumber: Int(day)))T\(time).\(padded(Int(fraction), 9))Z"
    }
}
