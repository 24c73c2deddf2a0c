import Store

/// What is written on delay plots and under them.
enum ChartPhrase: String, Phrase {
    case title, statistics, statisticsRest, statisticsEmpty, came, previous, limit, limitAbove, late, missing
    case axisLogarithmic, silentSince, summary
    case lateOne, lateFew, lateMany, missingOne, missingFew, missingMany, awaited

    var texts: Texts {
        switch self {
        case .title: Texts("{feed} · задержка · {date}", "{feed} · delay · {date}")
        case .statistics:
            Texts("макс {max} · медиана {median} · p95 {p95}", "max {max} · median {median} · p95 {p95}")
        case .statisticsRest: Texts("{came} · мин {min} · среднее {mean}", "{came} · min {min} · mean {mean}")
        case .statisticsEmpty: Texts("нет ни одного слота", "not a single slot")
        case .came: Texts("пришло {count} из {due}", "{count} of {due} came")
        case .previous: Texts("{day}", "{day}")
        case .limit: Texts("порог {limit}", "limit {limit}")
        case .limitAbove: Texts("порог {limit}, выше шкалы", "limit {limit}, above the scale")
        case .late: Texts("позже порога: {count}", "over the limit: {count}")
        case .missing: Texts("нет слота: {count}", "no slot: {count}")
        case .axisLogarithmic: Texts("лог. шкала", "log scale")
        case .silentSince: Texts("нет данных с {label}", "no data since {label}")
        case .summary: Texts("макс {max} в {label}", "max {max} at {label}")
        case .lateOne: Texts("опоздал {count}", "{count} late")
        case .lateFew: Texts("опоздали {count}", "{count} late")
        case .lateMany: Texts("опоздало {count}", "{count} late")
        case .missingOne: Texts("пропущен {count}", "{count} missing")
        case .missingFew: Texts("пропущены {count}", "{count} missing")
        case .missingMany: Texts("пропущено {count}", "{count} missing")
        case .awaited: Texts("ждём {count}", "{count} still to come")
        }
    }
}
