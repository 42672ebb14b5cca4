using Lucene.Net.Index;
using Lucene.Net.Search;
using Number = J2N.Numerics.Int64;

namespace Monitor.Embedded.Lucene;

/// <summary>Sorts by a number out of plain arrays, largest last as Lucene's own comparers do; a sort field turns it round.</summary>
internal sealed class ByNumber : FieldComparerSource
{
    public static SortField Field(string field, bool largestFirst) => new(field, new ByNumber(), largestFirst);

    public override FieldComparer NewComparer(string fieldname, int numHits, int sortPos, bool reversed) => new Comparer(fieldname, numHits);

    private sealed class Comparer(string field, int hits) : FieldComparer<Number>
    {
        private readonly long[] kept = new long[hits];
        private long[] values = [];
        private long bottom, top;

        public override Number this[int slot] => Number.GetInstance(kept[slot]);

        public override int Compare(int slot1, int slot2) => kept[slot1].CompareTo(kept[slot2]);

        public override void SetBottom(int slot) => bottom = kept[slot];

        public override void SetTopValue(Number value) => top = value.ToInt64();

        public override int CompareBottom(int doc) => bottom.CompareTo(values[doc]);

        public override int CompareTop(int doc) => top.CompareTo(values[doc]);

        public override void Copy(int slot, int doc) => kept[slot] = values[doc];

        public override FieldComparer SetNextReader(AtomicReaderContext context)
        {
            values = SegmentValues.Numbers(context.AtomicReader, field);
            return this;
        }
    }
}
