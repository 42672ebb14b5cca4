namespace Monitor.Core.Pipelines;

/// <summary>A part of the work as a part of the whole.</summary>
public sealed class PartProgress : IProgress<double>
{
    private readonly IProgress<double> whole;
    private readonly double from, to;

    private PartProgress(IProgress<double> whole, double from, double to) => (this.whole, this.from, this.to) = (whole, from, to);

    /// <summary>Null where nobody wants to know.</summary>
    public static PartProgress? Of(IProgress<double>? whole, double from, double to) => whole is null ? null : new PartProgress(whole, from, to);

    public void Report(double value) => whole.Report(from + (value * (to - from)));
}
