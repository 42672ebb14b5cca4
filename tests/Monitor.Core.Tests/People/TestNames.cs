using Monitor.Core.People;

namespace Monitor.Core.Tests.People;

/// <summary>Given names as the program ships them, and names drawn at random for a registry to hide a person in.</summary>
internal static class TestNames
{
    public static readonly GivenNames Given = GivenNames.Parse(File.ReadAllText(Path.Combine(Root(), "pipelines", "lexicons", "given-names.yaml")));

    private static readonly string[] Starts = ["Ба", "Вар", "Гра", "Да", "Жу", "За", "Ка", "Лу", "Ма", "Не", "Па", "Ра", "Са", "Та", "Фі", "Ха", "Цы", "Шу", "Кра", "Бру", "Стра", "Дра", "Ма", "Ку", "Ву"];
    private static readonly string[] Middles = ["ба", "ве", "гу", "да", "жы", "зу", "лі", "ма", "на", "пе", "ра", "сі", "та", "ху", "ша", "чу", "кры", "лю", "мя", "нё"];
    private static readonly string[] Ends = ["нка", "віч", "скі", "цкі", "ка", "ік", "ук", "ак", "аў", "ец", "ар", "ман", "чык", "ош", "оль"];
    private static readonly string[] First = ["Аляксандр", "Сяргей", "Ігар", "Васіль", "Уладзімір", "Дзмітрый", "Рыгор", "Алена", "Вольга", "Таццяна", "Ірына", "Наталля", "Максім", "Яўген", "Ганна"];

    public static IEnumerable<string> Draw(int count, int seed)
    {
        var random = new Random(seed);
        for (var at = 0; at < count; at++)
            yield return $"{First[random.Next(First.Length)]} {Starts[random.Next(Starts.Length)]}{Middles[random.Next(Middles.Length)]}{(random.Next(2) == 0 ? "" : Middles[random.Next(Middles.Length)])}{Ends[random.Next(Ends.Length)]}";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Monitor.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
