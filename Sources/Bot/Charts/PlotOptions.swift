package import Platform

/// Where pictures lie: the key `reports.plots_folder`.
package struct PlotOptions: ConfigurationSection {
    /// Where pictures lie while they are delivered; default `static/plots`.
    package var folder = "static/plots"

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        folder = reader.text(
            "reports.plots_folder",
            "MAYAK_PLOTS_FOLDER",
            default: folder,
            "Where plots are drawn before they are sent"
        )
    }
}
