import Store

/// The sentences of `/gaps` and `/vwap`.
enum SharePhrase: String, Phrase {
    case gapsSummary, gapsTitle, noLeaders, noGaps, noTrades, failed, span, exDividend, split
    case actionsUnknown, splitsUnknown, dividendsUnknown
    case vwapSummary, vwapUsage, vwapTitle, vwapNoTrades, unknownShare, unavailable, noCandles
    case band, chart

    var texts: Texts {
        switch self {
        case .gapsSummary: Texts("лидеры по гэпу и уровни VWAP", "gap leaders and VWAP levels")
        case .gapsTitle: Texts("Гэпы на открытии {date}", "Gaps at the open of {date}")
        case .noLeaders: Texts("Лидеров нет", "No leaders")
        case .noGaps: Texts("Гэпов на открытии нет", "No gaps at the open")
        case .noTrades: Texts("VWAP: до {time} свечей нет", "VWAP: no candles until {time}")
        case .failed: Texts("VWAP: не получен, причина в журнале", "VWAP: failed, the log says why")
        case .span: Texts("по сделкам {from}–{till}", "trades of {from}–{till}")
        case .exDividend: Texts("без дивиденда {amount} с этого дня", "ex-dividend {amount} from this day")
        case .split: Texts("сплит {ratio} с этого дня", "split {ratio} from this day")
        case .actionsUnknown: Texts("Сплиты, дивиденды: неизвестны", "Splits, dividends: not known")
        case .splitsUnknown: Texts("Сплиты: неизвестны", "Splits: not known")
        case .dividendsUnknown: Texts("Дивиденды неизвестны: {codes}", "Dividends not known: {codes}")
        case .vwapSummary: Texts("VWAP акции с полосой и графиком", "VWAP of a share with band and chart")
        case .vwapUsage: Texts("Какая акция? Например: /vwap SBER", "Which share? Such as: /vwap SBER")
        case .vwapTitle: Texts("{ticker} · VWAP · {date}", "{ticker} · VWAP · {date}")
        case .vwapNoTrades: Texts("{ticker}, {date}: сделок не было", "{ticker}, {date}: no trades")
        case .unknownShare: Texts("Акции {ticker} на бирже нет", "The exchange has no share {ticker}")
        case .unavailable:
            Texts(
                "{ticker}: биржа не ответила, причина в журнале",
                "{ticker}: the exchange gave no answer, see the log"
            )
        case .noCandles: Texts("{ticker}, {date}: нет свечей", "{ticker}, {date}: no candles")
        case .band: Texts("полоса VWAP ∓ σ", "band VWAP ∓ σ")
        case .chart: Texts("цена", "price")
        }
    }
}
