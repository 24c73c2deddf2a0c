/// The kinds of file a folder serves: what is not listed is not served, so that nothing lies there by accident.
enum StaticFileType: String, CaseIterable {
    case html, css, js, json, txt, svg, png, ico, woff2, map, webmanifest

    /// By the part of the name behind its last dot, in lower case only.
    init?(name: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        self.init(rawValue: String(name[name.index(after: dot)...]))
    }

    var contentType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .css: "text/css; charset=utf-8"
        case .js: "text/javascript; charset=utf-8"
        case .json, .map: "application/json"
        case .txt: "text/plain; charset=utf-8"
        case .svg: "image/svg+xml"
        case .png: "image/png"
        case .ico: "image/x-icon"
        case .woff2: "font/woff2"
        case .webmanifest: "application/manifest+json"
        }
    }
}
