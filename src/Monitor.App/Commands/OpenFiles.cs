using System.Globalization;

namespace Monitor.App.Commands;

/// <summary>How many files the system lets this process hold open. With too few it cannot even load its own parts, and ends with whatever it needed next.</summary>
internal static class OpenFiles
{
    public const string HowToRaise = "The system allows this process too few open files. Raise the limit (ulimit -n 4096, or LimitNOFILE=4096 of the service) and start again.";

    /// <summary>The libraries alone are some 300 files; then come connections, the index and the database.</summary>
    private const int Least = 512;

    /// <summary>What to say where there are too few; null where there are enough, or nobody knows.</summary>
    public static string? TooFew()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/limits"))
                if (line.StartsWith("Max open files", StringComparison.Ordinal) && int.TryParse(line[26..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var most))
                    return most < Least ? HowToRaise : null;
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
