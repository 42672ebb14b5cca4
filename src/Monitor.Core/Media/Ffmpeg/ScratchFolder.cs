namespace Monitor.Core.Media.Ffmpeg;

/// <summary>A folder of its own for one run, gone afterwards.</summary>
public sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string? parent)
    {
        Path = System.IO.Path.Combine(string.IsNullOrEmpty(parent) ? System.IO.Path.GetTempPath() : parent, "monitor-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // The start clears what a broken disk left behind.
        }
    }
}
