import Platform

/// The page at `/`: the chat as a phone shows it, and beside it clock, faults, feeds and requests.
///
/// One self-contained document, so that it works without a network and needs no files beside the binary. Markup, styles and
/// scripts stand in files of their own by topic; the scripts share one scope and are joined in the order given here.
enum SandboxPage {
    static let response = WebResponse.html(
        document,
        headers: [("Cache-Control", "no-store"), ("Content-Security-Policy", policy)]
    )

    /// Nothing from anywhere else, whatever a message contains.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    private static let style = [PageStyle.base, PageStyle.phone, PageStyle.messages, PageStyle.panel].joined()
    private static let script = [
        PageScript.words, PageScript.wordsOfFaults, PageScript.tools, PageScript.text, PageScript.messages,
        PageScript.chat,
        PageScript.composer, PageScript.clock, PageScript.faults, PageScript.tables, PageScript.keys, PageScript.start,
    ].joined(separator: "\n")

    private static let document = """
        <!DOCTYPE html>
        <html lang="ru">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
        <meta name="color-scheme" content="light dark">
        <title>Mayak · sandbox</title>
        <link rel="icon" href="data:,">
        <style>\(style)</style>
        </head>
        <body>
        \(PageMarkup.icons)
        <main>
        \(PageMarkup.phone)
        \(PageMarkup.panel)
        </main>
        \(PageMarkup.dialogs)
        <script>'use strict';
        \(script)</script>
        </body>
        </html>

        """
}

/// The parts of the document; `data-text`, `data-label` and `data-hint` name the words that the script puts in.
enum PageMarkup {}
/// The style sheets, in the order they are joined.
enum PageStyle {}
/// The scripts, which share one scope.
enum PageScript {}
