/// The name of a column of indicators: `sma_200`, `bb_upper_20_2.5`, `macd_hist`.
package struct IndicatorName: Hashable, Sendable, CustomStringConvertible {
    /// As it was given.
    package let description: String
    let formula: IndicatorFormula
    let part: Int

    /// Reads a name: a family, then its periods in bars.
    ///
    /// Families with periods of their own (`macd`, `stoch_k`, `bb_upper`) may leave them out, all or those at the end.
    ///
    /// - Throws: ``IndicatorNameError`` that says what is allowed.
    package init(_ text: String) throws(IndicatorNameError) {
        guard let family = IndicatorFamily.family(of: text) else {
            throw IndicatorNameError(kind: .unknown, name: text, detail: "unknown indicator '\(text)'")
        }
        description = text
        part = family.part
        formula = family.formula(try family.parameters(of: text))
    }

    /// The standard set, in its order.
    // Every one of them is a name, so nothing is lost: a test counts them.
    package static let standard: [IndicatorName] = standardNames.compactMap { try? IndicatorName($0) }

    static let standardNames = [
        "sma_10", "sma_50", "ema_12", "ema_26", "wma_10", "rsi_14", "macd", "macd_signal", "macd_hist", "tr", "atr_5",
        "atr_14", "bb_upper", "bb_mid", "bb_lower", "adx_14", "plus_di_14", "minus_di_14", "stoch_k", "stoch_d", "obv",
        "cci_20", "willr_14", "roc_10", "mom_10", "mfi_14", "stddev_20", "vwap_cum", "vwap_session", "vwap_20",
        "realized_vol_20",
    ]
}

/// A name that no indicator has.
package struct IndicatorNameError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No family has such a name.
        case unknown
        /// Too few or too many periods, or one that is not allowed.
        case period
    }

    package let kind: Kind
    package let name: String
    /// One line: what is wrong and what is allowed.
    package let detail: String

    package var description: String { detail }
}
