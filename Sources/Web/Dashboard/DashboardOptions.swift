package import Platform

/// Where the dashboard and the API are served.
package struct DashboardOptions: ConfigurationSection {
    /// Numeric address; default this machine only.
    package var host = "127.0.0.1"
    /// Where the usual one is taken, as by another Mayak on the machine, nothing is served; nor on 0.
    package var port = usualPort
    /// Under which address people reach it, such as that of a proxy with TLS; nil is host and port.
    package var url: String?
    /// The folder of the page's files.
    package var folder = "static/dashboard"

    package static let usualPort: UInt16 = 8_000
    /// Where Debian's `libjs-chart.js` has its files.
    package static let charts = "/usr/share/javascript/chart.js"

    package init() {}

    /// Where people reach it, with a slash at its end; nil where nothing is served.
    package var address: String? {
        if let url { return url.hasSuffix("/") ? url : url + "/" }
        guard port > 0 else { return nil }
        let host = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
    }

    /// The host of ``url``, in lower case; nil without one.
    package var publicName: String? {
        guard let url, let start = url.firstRange(of: "://")?.upperBound else { return nil }
        return String(url[start...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }).lowercased()
    }

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
        url = reader.optionalURL(
            "dashboard.url",
            "MAYAK_DASHBOARD_URL",
            "Under which address people reach it, such as https://mayak.example.org/; host and port where it is not given"
        )
        folder = reader.text(
            "dashboard.folder",
            "MAYAK_DASHBOARD_FOLDER",
            default: folder,
            "Folder of the dashboard's files; a relative one is looked for beside the program too"
        )
    }
}
