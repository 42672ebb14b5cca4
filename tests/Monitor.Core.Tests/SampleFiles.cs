namespace Monitor.Core.Tests;

/// <summary>Finds ../shared/samples from the project's root; a test that needs it skips, saying so, where it is absent.</summary>
internal static class SampleFiles
{
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "samples", relative);
            if (File.Exists(path) || Directory.Exists(path)) return path;
        }

        Skip.If(true, "The samples are not here: ../shared/samples/" + relative);
        return "";
    }
}
