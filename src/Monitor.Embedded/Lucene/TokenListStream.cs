using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Monitor.Embedded.Lucene;

/// <summary>Gives Lucene words that were analysed by us: one token a position, a gap of 100 between values.</summary>
internal sealed class TokenListStream : TokenStream
{
    public const int Gap = Core.Archive.Indexing.IndexField.ValueGap;

    private readonly IEnumerator<(string Token, int Step)> tokens;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute step;

    public TokenListStream(IEnumerable<IEnumerable<string>> values)
    {
        tokens = Positions(values).GetEnumerator();
        term = AddAttribute<ICharTermAttribute>();
        step = AddAttribute<IPositionIncrementAttribute>();
    }

    public override bool IncrementToken()
    {
        ClearAttributes();
        if (!tokens.MoveNext()) return false;
        term.SetEmpty().Append(tokens.Current.Token);
        step.PositionIncrement = tokens.Current.Step;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) tokens.Dispose();
        base.Dispose(disposing);
    }

    private static IEnumerable<(string, int)> Positions(IEnumerable<IEnumerable<string>> values)
    {
        var next = 1;
        foreach (var value in values)
        {
            foreach (var token in value)
            {
                yield return (token, next);
                next = 1;
            }

            next = Gap;
        }
    }
}
