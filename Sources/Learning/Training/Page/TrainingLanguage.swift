/// The language of a training's page; names of measures are those of the reports in any.
package enum TrainingLanguage: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"

    private var isEnglish: Bool { self == .english }

    var title: String { isEnglish ? "Training of the ensemble" : "Обучение ансамбля" }
    var measures: String { isEnglish ? "On rows not fitted to" : "На строках вне обучения" }
    var heldOut: String { isEnglish ? "On the rows held out" : "На отложенных строках" }
    var quantised: String { isEnglish ? "Quantised models" : "Квантованные модели" }
    var partial: String {
        isEnglish ? "Ended early: what was best so far." : "Остановлено досрочно: лучшее на этот момент."
    }
    var curve: String { isEnglish ? "loss by round" : "потери по раундам" }
    var training: String { isEnglish ? "fitted rows" : "обучение" }
    var validation: String { isEnglish ? "later rows" : "более поздние строки" }
    var reliability: String {
        isEnglish ? "Ensemble: how often it came true, by probability" : "Ансамбль: доля сбывшихся по вероятности"
    }
    var importance: String { isEnglish ? "Gain of the trees by feature" : "Вклад признаков в деревья" }
    var net: String { isEnglish ? "Net result, hundredths of a percent" : "Чистый результат, сотые доли процента" }
    var ensemble: String { isEnglish ? "ensemble" : "ансамбль" }

    func rows(_ count: Int, _ features: Int, _ instruments: Int) -> String {
        isEnglish
            ? "Rows: \(count), features: \(features), instruments: \(instruments)"
            : "Строк: \(count), признаков: \(features), инструментов: \(instruments)"
    }
}
