import Market
import Platform

/// What never came: a hatched band over the whole height, named where there is room.
extension DelayPlotPainter {
    /// Neighbouring slots without a point, as positions on the axis.
    private var gaps: [Range<Int>] {
        let seen = Set(plot.points.map(\.label))
        var gaps: [Range<Int>] = []
        for index in labels.indices where !seen.contains(labels[index]) {
            if let last = gaps.last, last.upperBound == index {
                gaps[gaps.count - 1] = last.lowerBound..<index + 1
            } else {
                gaps.append(index..<index + 1)
            }
        }
        return gaps
    }

    private func edges(_ gap: Range<Int>) -> (left: Double, right: Double) {
        (Self.left + Double(gap.lowerBound) * step, Self.left + Double(gap.upperBound) * step)
    }

    func paintGaps() {
        for gap in gaps {
            let (left, right) = edges(gap)
            canvas.fill(x: left, y: Self.top, width: right - left, height: Self.bottom - Self.top, Shade.missingGround)
            hatch(left, right)
            canvas.fill(x: left, y: Self.bottom - 10, width: right - left, height: 10, Shade.missing)
        }
    }

    /// Strokes from the lower left to the upper right, cut at the band's edges.
    private func hatch(_ left: Double, _ right: Double) {
        let height = Self.bottom - Self.top
        for start in stride(from: left - height, to: right, by: 22) {
            let from = max(start, left)
            let to = min(start + height, right)
            guard from < to else { continue }
            canvas.stroke(
                [(from, Self.bottom - (from - start)), (to, Self.bottom - (to - start))],
                width: 2,
                Shade.missing
            )
        }
    }

    /// In the band where it is wide enough, else before it.
    func paintGapNotes() {
        for gap in gaps {
            guard let note = plot.gapNotes[labels[gap.lowerBound]] else { continue }
            let (left, right) = edges(gap)
            let width = canvas.textWidth(note, size: 38, isBold: true)
            let y = (Self.top + Self.bottom) / 2
            let isInside = right - left >= width + 20
            let centre = isInside ? (left + right) / 2 : max(Self.left + width / 2 + 12, left - width / 2 - 22)
            canvas.fill(x: centre - width / 2 - 10, y: y - 40, width: width + 20, height: 56, Shade.background)
            canvas.text(note, x: centre, y: y, size: 38, Shade.missingText, align: .centre, isBold: true)
        }
    }
}
