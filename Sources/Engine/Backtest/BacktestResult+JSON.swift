import Execution
import Market
package import Platform

extension BacktestResult {
    /// The report: the seed's keys first.
    ///
    /// Money is in the account's currency, positions in lots; what is undefined is `null`.
    ///
    /// - Parameter periods: over which the measures are reckoned.
    package func json(over periods: MeasuredPeriods = MeasuredPeriods()) -> JSON {
        .object(
            ([
                .init("trades", .int(Int64(trades))),
                .init("pnl", .double(profit.units)),
                .init("win_rate", Self.number(Self.winRate(closedTrades))),
                .init("max_drawdown", .double(maxDrawdown.units)),
                .init("target_changes", .int(Int64(targetChanges))),
                .init("final_cash", .double(cash.units)),
                .init("final_position", .double(instruments.reduce(0) { $0 + LotScale.units($1.position.lots) })),
                .init("fees", .double(fees.units)),
                .init("turnover", .double(turnover.units)),
                .init("exposure", Self.number(exposure)),
                .init("partial", .bool(isPartial)),
                .init("strategy", .string(strategy.rawValue)),
                .init("capital", Self.number(start?.units)),
                .init("events", .int(Int64(events))),
                .init("books", .int(Int64(curve.count))),
                .init("orders", .int(Int64(orders))),
                .init("rejected", rejectedJSON),
                .init("fills", .int(Int64(fills))),
                .init("closed_trades", .int(Int64(closedTrades.count))),
                .init("risk", riskJSON),
            ] + parts + [
                .init("events_of_other_instruments", .int(Int64(foreignEvents))),
                .init("skipped_lines", .int(Int64(skipped.count))),
                .init("period_seconds", .double(Double(periods.length.nanoseconds) / 1e9)),
                .init("periods_per_year", .double(periods.perYear)),
                .init("measures", periods.measures(of: self).json),
                .init("instruments", .object(instruments.map { .init($0.code.text, $0.json) })),
                .init("equity_curve", .array(curve.map { .double($0.units) })),
            ] as [JSON.Member])
        )
    }

    /// In the order of their names.
    private var rejectedJSON: JSON {
        let counts = rejections.map { ("\($0.key)", $0.value) }.sorted { $0.0 < $1.0 }
        return .object(counts.map { .init($0.0, .int(Int64($0.1))) })
    }

    /// What only some plans have.
    private var parts: [JSON.Member] {
        var parts: [JSON.Member] = []
        if let stops { parts.append(.init("stops", .int(Int64(stops)))) }
        if let rotation {
            parts.append(
                .init(
                    "rotation",
                    .object([
                        .init("rotations", .int(Int64(rotation.count))),
                        .init("dropped", .int(Int64(rotation.dropped))),
                        .init("kept_for_position", .int(Int64(rotation.keptForPosition))),
                        .init("active", .strings(instruments.filter(\.isActive).map(\.code.text))),
                    ])
                )
            )
        }
        return parts
    }

    /// What limits did: wishes cut or refused by reason, and stops of trading.
    private var riskJSON: JSON {
        .object([
            .init(
                "refused",
                .object(
                    RiskManagement.Refusal.allCases.compactMap { reason in
                        refusals[reason].map { .init(reason.rawValue, .int(Int64($0))) }
                    }
                )
            ),
            .init(
                "halts",
                .array(
                    halts.map { halt in
                        .object([
                            .init("cause", .string(halt.cause.rawValue)),
                            .init("level", .string(halt.level.rawValue)),
                            .init("ts", .int(halt.since.nanoseconds)),
                            .init("why", .string(halt.why)),
                        ])
                    }
                )
            ),
        ])
    }

    fileprivate static func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
}

extension BacktestResult.Instrument {
    fileprivate var json: JSON {
        .object(
            [
                .init("trades", .int(Int64(tradedOrders))),
                .init("realised", .double(position.realised.units)),
                .init("win_rate", BacktestResult.number(BacktestResult.winRate(closedTrades))),
                .init("target_changes", .int(Int64(targetChanges))),
                .init("final_position", .double(LotScale.units(position.lots))),
                .init("fees", .double(position.fees.units)),
                .init("turnover", .double(turnover.units)),
                .init("fills", .int(Int64(fills))),
                .init("closed_trades", .int(Int64(closedTrades.count))),
                .init("integrity", integrity.json),
            ] + parts
        )
    }

    private var parts: [JSON.Member] {
        var parts: [JSON.Member] = []
        if let gap {
            parts.append(
                .init(
                    "gaps",
                    .object([
                        .init("count", .int(Int64(gap.count))),
                        .init("blocked_books", .int(Int64(gap.blockedBooks))),
                    ])
                )
            )
        }
        if let comparison {
            parts.append(
                .init(
                    "swap",
                    .object([
                        .init("books", .int(Int64(comparison.books))),
                        .init("agreed", .int(Int64(comparison.agreed))),
                        .init("old_gain", .double(comparison.oldGain)),
                        .init("new_gain", .double(comparison.newGain)),
                        .init("handed_over", .bool(comparison.isHandedOver)),
                    ])
                )
            )
        }
        if let fallback {
            let refusals = HeuristicFallback.Refusal.allCases.compactMap { refusal in
                fallback.refusals[refusal].map { JSON.Member(refusal.rawValue, .int(Int64($0))) }
            }
            parts.append(
                .init(
                    "fallback",
                    .object([.init("signals", .int(Int64(fallback.signals))), .init("unavailable", .object(refusals))])
                )
            )
        }
        return parts
    }
}

extension BookIntegrity {
    /// Counts by name.
    package var json: JSON {
        .object([
            .init("books", .int(Int64(books))),
            .init("trades", .int(Int64(trades))),
            .init("crossed", .int(Int64(crossed))),
            .init("locked", .int(Int64(locked))),
            .init("empty_side", .int(Int64(emptySide))),
            .init("stale", .int(Int64(stale))),
            .init("time_back", .int(Int64(timeBack))),
            .init("off_step", .int(Int64(offStep))),
            .init("off_lot", .int(Int64(offLot))),
        ])
    }
}
