using System.Globalization;

namespace Monitor.App.Inspect;

/// <summary>Tells on standard error how far long work is, at every tenth.</summary>
internal sealed class ConsoleProgress(string what) : IProgress<double>
{
    private int told;

    public static ConsoleProgress OfStills() => new("shots and stills");

    public static ConsoleProgress OfText() => new("text on screen");

    public void Report(double value)
    {
        var tenth = (int)(value * 10);
        if (tenth <= told) return;
        told = tenth;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {tenth * 10} %"));
    }
}
