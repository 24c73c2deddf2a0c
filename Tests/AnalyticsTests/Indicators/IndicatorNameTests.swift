import Analytics
import Testing

@Suite("Names of indicators")
struct IndicatorNameTests {
    @Test(
        "periods may be any, and those at the end may be left out",
        arguments: [
            "sma_1", "sma_200", "ema_100000", "rsi_2", "macd_5_35", "macd_signal_5_35_5", "bb_mid_50",
            "bb_upper_20_2.5", "stoch_d_14_3_3", "plus_di_7", "vwap_5", "realized_vol_60", "vwap_cum", "tr",
        ]
    )
    func accepted(_ text: String) throws {
        #expect(try IndicatorName(text).description == text)
    }

    @Test("leaving the standard periods out and giving them are the same")
    func defaults() throws {
        let table = try GoldenTable("indicators")
        for (short, long) in [
            ("macd_hist", "macd_hist_12_26_9"), ("bb_lower", "bb_lower_20_2"), ("stoch_k", "stoch_k_5_3_3"),
        ] {
            let columns = IndicatorSet.columns([try IndicatorName(short), try IndicatorName(long)], of: table.bars)
            #expect(columns[0].map(\.bitPattern) == columns[1].map(\.bitPattern), "\(short)")
        }
    }

    @Test(
        "what is wrong is said",
        arguments: [
            ("smma_10", "unknown indicator 'smma_10'"),
            ("", "unknown indicator ''"),
            ("sma", "'sma' is not of the form sma_N"),
            ("sma_", "'sma_': '' is not a whole number of bars from 1 to 100000"),
            ("sma_0", "'sma_0': '0' is not a whole number of bars from 1 to 100000"),
            ("rsi_1", "'rsi_1': '1' is not a whole number of bars from 2 to 100000"),
            ("sma_10_5", "'sma_10_5' is not of the form sma_N"),
            ("tr_5", "'tr_5' is not of the form tr"),
            ("sma_100001", "'sma_100001': '100001' is not a whole number of bars from 1 to 100000"),
            ("sma_+5", "'sma_+5': '+5' is not a whole number of bars from 1 to 100000"),
            ("bb_mid_20_-1", "'bb_mid_20_-1': '-1' is not a number of standard deviations above 0, at most 1000"),
            ("macd_1_2_3_4", "'macd_1_2_3_4' is not of the form macd or macd_N_N_N"),
        ]
    )
    func refused(_ text: String, _ detail: String) {
        let error = #expect(throws: IndicatorNameError.self) { try IndicatorName(text) }
        #expect(error?.detail == detail)
    }
}
