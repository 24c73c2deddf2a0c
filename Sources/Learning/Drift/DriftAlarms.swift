package import Analytics
package import Platform

/// Where two tests find a change in a series.
package struct DriftAlarms: Hashable, Sendable {
    /// Places of the values at which Page and Hinkley's test gave alarm, counted from 0.
    package private(set) var pageHinkley: [Int] = []
    /// The same of ADWIN.
    package private(set) var adaptiveWindow: [Int] = []

    /// Both tests begin anew after each of their alarms.
    package init(_ values: [Double], _ pageHinkley: PageHinkley, _ adaptiveWindow: AdaptiveWindow) {
        var (first, second) = (pageHinkley, adaptiveWindow)
        for (place, value) in values.enumerated() {
            if first.update(value) { self.pageHinkley.append(place) }
            if second.update(value) { self.adaptiveWindow.append(place) }
        }
    }

    /// As `mayak drift --stream --json` prints it.
    package var json: JSON {
        func places(_ list: [Int]) -> JSON { .array(list.map { .int(Int64($0)) }) }
        return ["page_hinkley": places(pageHinkley), "adwin": places(adaptiveWindow)]
    }
}
