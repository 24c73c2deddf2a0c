import Platform

/// An enumeration of the broker's contract: written by its full name, read by name or number.
protocol BrokerEnum: CaseIterable, RawRepresentable<Int>, Hashable, Sendable {
    /// What stands before each word: `ORDER_DIRECTION_`.
    static var prefix: String { get }
    var word: String { get }
}

extension BrokerEnum {
    var name: String { Self.prefix + word }

    var json: JSON { .string(name) }

    /// nil for a value that the contract does not have.
    init?(_ json: JSON) {
        if let number = json.int.flatMap({ Int(exactly: $0) }) {
            self.init(rawValue: number)
        } else if let text = json.string, let found = Self.allCases.first(where: { $0.name == text }) {
            self = found
        } else {
            return nil
        }
    }
}

enum BrokerDirection: Int, BrokerEnum {
    case unspecified, buy, sell

    static let prefix = "ORDER_DIRECTION_"
    var word: String { "\(self)".uppercased() }
}

enum BrokerOrderType: Int, BrokerEnum {
    case unspecified, limit, market, bestPrice

    static let prefix = "ORDER_TYPE_"
    var word: String { "\(self)".uppercased() }
}

enum BrokerTerm: Int, BrokerEnum {
    case unspecified, day, fillAndKill, fillOrKill

    static let prefix = "TIME_IN_FORCE_"
    var word: String {
        switch self {
        case .unspecified: "UNSPECIFIED"
        case .day: "DAY"
        case .fillAndKill: "FILL_AND_KILL"
        case .fillOrKill: "FILL_OR_KILL"
        }
    }
}

enum BrokerOrderIDType: Int, BrokerEnum {
    case unspecified, exchange, request

    static let prefix = "ORDER_ID_TYPE_"
    var word: String { "\(self)".uppercased() }
}

enum BrokerReportStatus: Int, BrokerEnum {
    case unspecified, fill, rejected, cancelled, new, partiallyFill

    static let prefix = "EXECUTION_REPORT_STATUS_"
    var word: String { "\(self)".uppercased() }
}

enum BrokerInstrumentIDType: Int, BrokerEnum {
    case unspecified, figi, ticker, uid, positionUID

    static let prefix = "INSTRUMENT_ID_TYPE_"
    var word: String {
        self == .positionUID ? "POSITION_UID" : self == .unspecified ? "UNSPECIFIED" : "\(self)".uppercased()
    }
}

/// How an instrument stands (docs/broker.md, Trading statuses); only what the sandbox's day has.
enum BrokerTradingStatus: Int, BrokerEnum {
    case notAvailable = 1
    case breakInTrading = 4
    case normal = 5
    case sessionOpen = 13

    static let prefix = "SECURITY_TRADING_STATUS_"
    var word: String {
        switch self {
        case .notAvailable: "NOT_AVAILABLE_FOR_TRADING"
        case .breakInTrading: "BREAK_IN_TRADING"
        case .normal: "NORMAL_TRADING"
        case .sessionOpen: "SESSION_OPEN"
        }
    }

    var isOpen: Bool { self == .normal || self == .sessionOpen }
}

enum BrokerCandleInterval: Int, BrokerEnum {
    case unspecified
    case oneMinute, fiveMinutes, fifteenMinutes, hour, day, twoMinutes, threeMinutes, tenMinutes, thirtyMinutes
    case twoHours, fourHours, week, month, fiveSeconds, tenSeconds, thirtySeconds

    static let prefix = "CANDLE_INTERVAL_"
    var word: String {
        switch self {
        case .unspecified: "UNSPECIFIED"
        case .oneMinute: "1_MIN"
        case .fiveMinutes: "5_MIN"
        case .fifteenMinutes: "15_MIN"
        case .hour: "HOUR"
        case .day: "DAY"
        case .twoMinutes: "2_MIN"
        case .threeMinutes: "3_MIN"
        case .tenMinutes: "10_MIN"
        case .thirtyMinutes: "30_MIN"
        case .twoHours: "2_HOUR"
        case .fourHours: "4_HOUR"
        case .week: "WEEK"
        case .month: "MONTH"
        case .fiveSeconds: "5_SEC"
        case .tenSeconds: "10_SEC"
        case .thirtySeconds: "30_SEC"
        }
    }

    /// Minutes of a candle within a day; nil for longer ones and for those the generated day is too coarse for.
    var minutes: Int? {
        switch self {
        case .oneMinute: 1
        case .twoMinutes: 2
        case .threeMinutes: 3
        case .fiveMinutes: 5
        case .tenMinutes: 10
        case .fifteenMinutes: 15
        case .thirtyMinutes: 30
        case .hour: 60
        case .twoHours: 120
        case .fourHours: 240
        case .unspecified, .day, .week, .month, .fiveSeconds, .tenSeconds, .thirtySeconds: nil
        }
    }

    /// Days one question may span (docs/broker.md, Candles).
    var mostDays: Int {
        switch self {
        case .oneMinute, .twoMinutes, .threeMinutes: 1
        case .fiveMinutes, .tenMinutes: 7
        case .fifteenMinutes, .thirtyMinutes: 21
        case .hour, .twoHours, .fourHours: 92
        case .day, .week, .month: 2_200
        case .unspecified, .fiveSeconds, .tenSeconds, .thirtySeconds: 1
        }
    }
}
