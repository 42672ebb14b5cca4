using System.Diagnostics;
using System.Text;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Runs a reader over a corpus and keeps what passed, what failed and why, and what faulted.</summary>
internal sealed class ConformanceTable
{
    private readonly List<(ConformanceCase Case, CaseVerdict Verdict, bool Refused, bool Faulted, TimeSpan Took)> _rows = [];

    public static ConformanceTable Run(IEnumerable<ConformanceCase> cases, Func<ConformanceCase, CaseReading> read)
    {
        var table = new ConformanceTable();
        foreach (var one in cases)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                var reading = read(one);
                var took = watch.Elapsed;
                table._rows.Add((one, one.Expectation.Check(reading), false, false, took));
            }
            catch (Core.Channels.SourceRefusedException refused)
            {
                table._rows.Add((one, Broken(one, "refused: " + refused.Message), true, false, watch.Elapsed));
            }
            catch (Exception fault)
            {
                table._rows.Add((one, Broken(one, $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}"), false, true, watch.Elapsed));
            }
        }

        return table;
    }

    public int Count => _rows.Count;

    public int Passed => _rows.Count(row => row.Verdict.Fault is null);

    public double Share => Count == 0 ? 0 : (double)Passed / Count;

    /// <summary>Exceptions that are no typed refusals.</summary>
    public int Faulted => _rows.Count(row => row.Faulted);

    public int Refused => _rows.Count(row => row.Refused);

    /// <summary>How many cases state more than how many items there are.</summary>
    public int Stating => _rows.Count(row => States(row.Case));

    /// <summary>How many of those passed.</summary>
    public int StatingPassed => _rows.Count(row => row.Verdict.Fault is null && States(row.Case));

    public TimeSpan Slowest => _rows.Max(row => row.Took);

    public string Line(string corpus, string reader) => $"| {corpus} | {reader} | {Passed} of {Count} | {Share:P1} | {StatingPassed} of {Stating} | {Refused} | {Faulted} | {Slowest.TotalMilliseconds:F0} ms |";

    private static bool States(ConformanceCase one) => one.Expectation.Check(new CaseReading(null, [])).States;

    private static CaseVerdict Broken(ConformanceCase one, string why) => one.Expectation.IsRefusal ? CaseVerdict.Silent : CaseVerdict.Of(why);

    public string Failures()
    {
        var text = new StringBuilder();
        foreach (var row in _rows.Where(row => row.Verdict.Fault is not null)) text.Append(row.Case.Name).Append(" — ").AppendLine(row.Verdict.Fault);
        return text.ToString();
    }
}
