package import Market

/// How to ask for AlgoPack feeds.
package struct AlgoPackOptions: Sendable {
    package var iss = ISSOptions()
    /// Pages of one question at most; a day of FO obstats is about 70; default 120.
    package var maximumPages = 120
    /// The share that stands for the market where one instrument is asked; default SBER.
    package var equity = SecID("SBER")
    /// The currency pair that stands for the market; default CNYRUB_TOM.
    package var currency = SecID("CNYRUB_TOM")
    /// The underlying that stands for FUTOI, by its short code; default RI, as in the original monitor.
    package var openInterest = SecID("RI")

    package init() {}
}
