import Market
import Platform

// Rows of the portfolio's tables as values.

extension PortfolioFill {
    init(row: Row) throws {
        self.init(
            number: try row["number"],
            date: try row["date"],
            secid: SecID(try row["secid"]),
            strategy: try row["strategy"],
            cause: try row["cause"],
            side: try row["side"],
            lots: try row["lots"],
            lotSize: try row["lot_size"],
            price: try row["price"],
            fee: try row["fee"]
        )
    }
}

extension Holding {
    init(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            strategy: try row["strategy"],
            openedOn: try row["opened_on"],
            lots: try row["lots"],
            lotSize: try row["lot_size"],
            entry: try row["entry"],
            stop: try row["stop"],
            stopDistance: try row["stop_distance"],
            best: try row["best"],
            take: try row["take"],
            mark: try row["mark"]
        )
    }
}

extension TradeSignal {
    init(row: Row) throws {
        self.init(
            date: try row["date"],
            secid: SecID(try row["secid"]),
            strategy: try row["strategy"],
            kind: try row["kind"],
            outcome: try row["outcome"],
            reference: try row["reference"],
            range: try row["range"],
            stop: try row["stop"],
            take: try row["take"],
            lots: try row["lots"],
            reason: try row["reason"],
            note: try row["note"],
            obstacle: try row["obstacle"],
            isLate: try row["is_late"]
        )
    }
}

extension WatchlistEntry {
    init(row: Row) throws {
        self.init(
            secid: SecID(try row["secid"]),
            enteredOn: try row["entered_on"],
            entryClose: try row["entry_close"],
            reason: try row["reason"],
            rank: try row["rank"],
            score: try row["score"],
            close: try row["close"],
            leftOn: try row["left_on"],
            leavingReason: try row["leaving_reason"]
        )
    }
}

extension ShareIndicators {
    init(row: Row) throws {
        let text: String = try row["numbers"]
        let members = try JSON.parse(Array(text.utf8)).members ?? []
        self.init(
            secid: SecID(try row["secid"]),
            date: try row["date"],
            close: try row["close"],
            bars: try row["bars"],
            numbers: members.compactMap { member in member.value.double.map { Number(member.name, $0) } }
        )
    }
}

extension RiskReading {
    init(row: Row) throws {
        self.init(
            date: try row["date"],
            at: try row["at"],
            equity: try row["equity"],
            exposure: try row["exposure"],
            positions: try row["positions"],
            largest: try row["largest"],
            largestShare: try row["largest_share"],
            drawdown: try row["drawdown"],
            dayLoss: try row["day_loss"],
            totalLoss: try row["total_loss"],
            valueAtRisk: try row["value_at_risk"],
            shortfall: try row["shortfall"],
            volatility: try row["volatility"],
            isReduced: try row["is_reduced"],
            isClosed: try row["is_closed"],
            findings: try row["findings"]
        )
    }
}

extension Halt {
    init(row: Row) throws {
        self.init(
            try row["cause"],
            try row["level"],
            until: .person,
            who: try row["who"],
            why: try row["why"],
            since: try row["since"]
        )
    }
}
