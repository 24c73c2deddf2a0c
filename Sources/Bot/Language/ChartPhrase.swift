/// What is written on delay plots and under them.
enum ChartPhrase: String, Phrase {
    case title, statistics, statisticsEmpty, previous, limit, late, missing, axisLinear, axisLogarithmic
    case summary, summaryLate, summaryMissing

    var texts: Texts {
        switch self {
        case .title: Texts("{feed} · задержка публикации · {date}", "{feed} · publication delay · {date}")
        case .statistics:
            Texts(
                "макс {max} · мин {min} · среднее {mean} · медиана {median} · p95 {p95}",
                "max {max} · min {min} · mean {mean} · median {median} · p95 {p95}"
            )
        case .statisticsEmpty: Texts("нет ни одного слота", "not a single slot")
        case .previous: Texts("{day}", "{day}")
        case .limit: Texts("порог {limit}", "limit {limit}")
        case .late: Texts("позже порога: {count}", "later than the limit: {count}")
        case .missing: Texts("нет слота: {count}", "no slot: {count}")
        case .axisLinear: Texts("секунды", "seconds")
        case .axisLogarithmic: Texts("логарифмическая шкала", "logarithmic scale")
        case .summary: Texts("макс {max} в {label}", "max {max} at {label}")
        case .summaryLate: Texts("опоздало {count}", "{count} late")
        case .summaryMissing: Texts("нет {count}", "{count} missing")
        }
    }
}
