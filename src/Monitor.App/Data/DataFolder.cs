namespace Monitor.App.Data;

/// <summary>The places in a data folder.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Root = System.IO.Path.GetFullPath(path);
    }

    public string Root { get; }

    /// <summary>True where an archive was begun here.</summary>
    public bool IsArchive => File.Exists(Database);

    public string Database => Path("monitor.db");

    public string Accounts => Path("accounts.db");

    public string Keys => Path("keys");

    /// <summary>The key of the names that circuits have at a proxy.</summary>
    public string CircuitKey => System.IO.Path.Combine(Keys, "circuits.key");

    public string Blobs => Path("blobs");

    /// <summary>Where large uploads wait until they are read, and decoders write while they work.</summary>
    public string Scratch => Path("scratch");

    public string Index => Path("index");

    public string Pipelines => Path("pipelines");

    public string Demo => Path("demo");

    public string Lock => Path("monitor.lock");

    public string Socket => Path("monitor.sock");

    private string Path(string name) => System.IO.Path.Combine(Root, name);
}
