using Monitor.Core.Archive.Language;
using Monitor.Core.People;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.People;

/// <summary>Recall over all crossings of Belarusian, Russian and Latin spellings, among 20,000 others of which ten bear the surname. docs/search.md gives the figures.</summary>
public sealed class PersonRecallTests(ITestOutputHelper output)
{
    /// <summary>Surnames as they are written in Belarusian and in Russian.</summary>
    private const string Surnames = """
        Абрамовіч Абрамович|Авечкін Овечкин|Адамчык Адамчик|Азаронак Азарёнок|Акуліч Окулич|Аляксееў Алексеев|Анішчанка Онищенко|Арлоў Орлов|Аўчыннікаў Овчинников|Бандарэнка Бондаренко
        Барысевіч Борисевич|Бацян Ботян|Бераснёў Береснёв|Бялецкі Белецкий|Бяляцкі Беляцкий|Вайцюк Войтюк|Васілеўскі Василевский|Верамейчык Веремейчик|Войцік Войтик|Воранаў Воронов|Воўк Волк|Воўчак Волчек
        Гайдукевіч Гайдукевич|Ганчароў Гончаров|Гарбачоў Горбачёв|Герасіменя Герасименя|Глушакоў Глушаков|Грыб Гриб|Грыцук Грицук|Гулевіч Гулевич|Дамброўскі Домбровский|Данілюк Данилюк|Дзядзюля Дедюля|Дзям'янчык Демьянчик
        Дзянісаў Денисов|Дзятлаў Дятлов|Еўдакімаў Евдокимов|Ермалаеў Ермолаев|Жалязняк Железняк|Жданаў Жданов|Жук Жук|Жураўлёў Журавлёв|Забалотны Заболотный|Зайцаў Зайцев|Зінчук Зинчук|Іванюшын Иванюшин
        Каваль Коваль|Кавалёў Ковалёв|Кавальчук Ковальчук|Казлоўскі Козловский|Калеснікава Колесникова|Капітонаў Капитонов|Карпенка Карпенко|Кісялёў Киселёв|Клімовіч Климович|Крыўцоў Кривцов|Кулікоў Куликов|Кухарчык Кухарчик|Кляшчук Клещук
        Лабановіч Лобанович|Лагвінец Логвинец|Лазарэнка Лазаренко|Ласіца Ласица|Лебедзеў Лебедев|Лісоўскі Лисовский|Лукашэвіч Лукашевич|Лявонцьеў Леонтьев|Макарэвіч Макаревич|Малышаў Малышев|Марозаў Морозов|Мартынюк Мартынюк|Мацкевіч Мацкевич
        Мельнікаў Мельников|Мікалайчык Николайчик|Мядзведзеў Медведев|Навумаў Наумов|Нагорны Нагорный|Недвядзкі Недведский|Нікіцін Никитин|Палякоў Поляков|Панасюк Панасюк|Паўлоўскі Павловский|Пашкевіч Пашкевич|Петрусёў Петрусёв|Пракаповіч Прокопович
        Рагозін Рогозин|Радзівонаў Родионов|Раманчук Романчук|Рубцоў Рубцов|Рыбакоў Рыбаков|Сакалоў Соколов|Салаўёў Соловьёв|Сідарэнка Сидоренко|Сцяпанаў Степанов|Станкевіч Станкевич|Сухарукаў Сухоруков|Сямёнаў Семёнов|Таранаў Таранов|Трафімчук Трофимчук
        Траццякоў Третьяков|Ткачоў Ткачёв|Усаў Усов|Уласенка Власенко|Урублеўскі Врублевский|Фёдараў Фёдоров|Філіповіч Филиппович|Халімон Холимон|Хадасевіч Ходасевич|Хвастоў Хвостов|Цішкевіч Тишкевич|Цярэшка Терешко|Цвяткоў Цветков|Чарнушэвіч Чернушевич
        Чэбатароў Чеботарёв|Чыгрын Чигрин|Шаўчук Шевчук|Шаўцоў Шевцов|Шчарбіна Щербина|Шчучко Щучко|Шынкевіч Шинкевич|Эйсмант Эйсмонт|Юркевіч Юркевич|Юшкевіч Юшкевич|Якаўлеў Яковлев|Якубоўскі Якубовский|Янкоўская Янковская|Ясюкевіч Ясюкевич|Ярмоленка Ермоленко
        """;

    private static readonly (string Be, string Ru)[] Given =
        [("Аляксандр", "Александр"), ("Сяргей", "Сергей"), ("Уладзімір", "Владимир"), ("Рыгор", "Григорий"), ("Зміцер", "Дмитрий"), ("Яўген", "Евгений"), ("Мікалай", "Николай"), ("Генадзь", "Геннадий"), ("Вячаслаў", "Вячеслав"), ("Віталь", "Виталий")];

    private static readonly (string Be, string Ru)[] GivenOfWomen = [("Вольга", "Ольга"), ("Ганна", "Анна"), ("Таццяна", "Татьяна"), ("Наталля", "Наталья")];

    [Fact]
    public void Find_AllCrossings_BringThePerson()
    {
        var persons = Persons();
        var spellings = persons.Select(person => Spellings(person.Be, person.Ru)).ToList();
        var others = TestNames.Draw(20_000, 11).Select((name, at) => (100_000L + at, name)).ToList();
        var kinds = spellings[0].Keys.ToList();
        foreach (var held in new[] { "be", "ru", "be-passport", "ru-passport" })
        {
            var namesakes = persons.SelectMany((person, at) => Enumerable.Range(0, 10).Select(number => (1000L + (at * 10) + number, Namesake(spellings[at][held], number, held))));
            var index = new PersonIndex(spellings.Select((names, at) => ((long)at, names[held])).Concat(namesakes).Concat(others), TestNames.Given);
            foreach (var asked in kinds.Where(kind => kind != held)) Check(index, spellings, held, asked);
        }
    }

    private void Check(PersonIndex index, List<Dictionary<string, string>> spellings, string held, string asked)
    {
        int first = 0, ten = 0, told = 0;
        var missed = new List<string>();
        foreach (var (at, names) in spellings.Index())
        {
            var found = index.Find(names[asked]);
            told += found.Count;
            if (found is [var best, ..] && best.PersonId == at) first++;
            else missed.Add($"{names[asked]} for {names[held]}: {string.Join(", ", found.Take(1).Select(match => match.Name))}");
            if (found.Any(match => match.PersonId == at)) ten++;
        }

        output.WriteLine($"{held} ← {asked}: @1 {(double)first / spellings.Count:0.000} @10 {(double)ten / spellings.Count:0.000} precision@10 {(double)ten / told:0.000} {string.Join("; ", missed.Take(4))}");
        var least = asked == "de" ? 0.95 : 0.97;
        Assert.True((double)ten / spellings.Count >= least && (double)first / spellings.Count >= 0.85, $"{held} ← {asked}: {string.Join("; ", missed)}");
    }

    /// <summary>Every third of them; all where MONITOR_RECALL is "all".</summary>
    private static List<(string Be, string Ru)> Persons() => [.. All().Where((_, at) => at % 3 == 0 || Environment.GetEnvironmentVariable("MONITOR_RECALL") == "all")];

    private static IEnumerable<(string Be, string Ru)> All() => Surnames.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(' ')).Select((pair, at) =>
    {
        var given = pair[1].EndsWith("ва", StringComparison.Ordinal) || pair[1].EndsWith("ая", StringComparison.Ordinal) ? GivenOfWomen[at % GivenOfWomen.Length] : Given[at % Given.Length];
        return ($"{given.Be} {pair[0]}", $"{given.Ru} {pair[1]}");
    });

    private static Dictionary<string, string> Spellings(string be, string ru)
    {
        var all = new Dictionary<string, string> { ["be"] = be, ["ru"] = ru };
        foreach (var scheme in Transliteration.Schemes)
        {
            all[scheme.Name] = scheme.Render(scheme.Language == "be" ? be : ru);
            var bare = TextFolding.Fold(all[scheme.Name].Replace(' ', '_')).Replace('_', ' ');
            if (scheme.Render("жчшў").Any(letter => !char.IsAscii(letter))) all[scheme.Name + " bare"] = bare;
        }

        return all;
    }

    private static string Namesake(string name, int number, string held)
    {
        var given = new[] { ("Ігар", "Игорь"), ("Максім", "Максим"), ("Павел", "Павел"), ("Раман", "Роман"), ("Кірыл", "Кирилл"), ("Антон", "Антон"), ("Глеб", "Глеб"), ("Ілля", "Илья"), ("Руслан", "Руслан"), ("Барыс", "Борис") }[number];
        var scheme = Transliteration.Schemes.FirstOrDefault(one => one.Name == held);
        var first = held == "be" ? given.Item1 : held == "ru" ? given.Item2 : scheme!.Render(scheme.Language == "be" ? given.Item1 : given.Item2);
        return first + name[name.IndexOf(' ', StringComparison.Ordinal)..];
    }
}
