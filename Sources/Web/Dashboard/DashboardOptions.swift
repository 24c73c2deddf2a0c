package import Platform

/// Where the dashboard and the API are served.
package struct DashboardOptions: ConfigurationSection {
    /// Numeric address; default this machine only.
    package var host = "127.0.0.1"
    /// Where the usual one is taken, as by another Mayak on the machine, nothing is served; nor on 0.
    package var port = usualPort
    /// The folder of the page's files.
    package var folder = "static/dashboard"

    package static let usualPort: UInt16 = 8_000
    /// Where Debian's `libjs-chart.js` has its files.
    package static let charts = "/usr/share/javascript/chart.js"

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        host = reader.text(
            "dashboard.host",
            "MAYAK_DASHBOARD_HOST",
            default: host,
            "Address on which the dashboard and the API are served; anything but this machine needs TLS in front"
        )
        port = UInt16(
            reader.integer(
                "dashboard.port",
                "MAYAK_DASHBOARD_PORT",
                default: Int(port),
                in: 0...65_535,
                "Port of the dashboard and the API; 0 serves none"
            )
        )
        folder = reader.text(
            "dashboard.folder",
            "MAYAK_DASHBOARD_FOLDER",
            default: folder,
            "Folder of the dashboard's files; a relative one is looked for beside the program too"
        )
    }
}
