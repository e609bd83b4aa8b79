using System.Collections.Immutable;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets.Statistics;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>One version of a dataset in memory: answers what can be asked of it.</summary>
/// <param name="report">What there is to say of it.</param>
/// <param name="dataset">Its table.</param>
/// <param name="cacheBytes">How much of its answers to keep.</param>
internal sealed class LoadedDataset(DatasetReport report, Dataset dataset, int cacheBytes)
{
    private const string QuestionField = "question";
    private const string StateField = "state";

    private readonly Dictionary<DatasetQuestion, DatasetAnswer.Found> _answers = [];
    private int _cached;

    /// <summary>What there is to say of it.</summary>
    public DatasetReport Report => report;

    /// <summary>A report of a table.</summary>
    public static DatasetReport ReportOf(string name, DatasetSource source, DateTimeOffset loadedAt, Dataset dataset) => new()
    {
        Name = name,
        Version = dataset.Version,
        Source = source,
        LoadedAt = loadedAt,
        Rows = dataset.Table.Rows,
        RowsWithoutValue = dataset.Table.RowsWithoutValue,
        Questions = dataset.Table.Questions.Length,
        Locations = dataset.Table.Locations.Length,
    };

    /// <summary>The questions.</summary>
    public DatasetTexts Questions => Texts(dataset.Table.Questions);

    /// <summary>The locations.</summary>
    public DatasetTexts Locations => Texts(dataset.Table.Locations);

    /// <summary>What is wrong with a question; null if nothing is.</summary>
    public FieldError? Check(DatasetQuestion question)
    {
        if (question.Question is not { } text) return Fault(QuestionField, "is required");
        if (dataset.FindQuestion(text) is null) return Fault(QuestionField, "is not one of the dataset's questions");
        if (!question.Statistic.IsOfState()) return null;
        if (question.State is not { } state) return Fault(StateField, "is required");
        return dataset.FindLocation(state) is null ? Fault(StateField, "is not one of the dataset's locations") : null;
    }

    /// <summary>Answers a question.</summary>
    public DatasetAnswer Answer(DatasetQuestion question)
    {
        // A location that is not asked for would only make more entries of one answer.
        if (!question.Statistic.IsOfState()) question = question with { State = null };
        if (_answers.TryGetValue(question, out var known)) return known;
        if (Check(question) is { } error) return new DatasetAnswer.Invalid { Error = error };
        return Compute(question) is { } table ? Keep(question, StatisticJson.Write(table)) : new DatasetAnswer.NoData();
    }

    /// <summary>Answers a question without fault; null if there are no values.</summary>
    private StatisticTable? Compute(DatasetQuestion asked)
    {
        var question = dataset.FindQuestion(asked.Question!)!;
        var location = asked.Statistic.IsOfState() ? question.Find(dataset.FindLocation(asked.State!)!.Value) : null;
        var isEmpty = asked.Statistic.IsOfState() ? location is null : question.Locations.IsEmpty;
        return isEmpty ? null : new Statistic(dataset.Table, question).Answer(asked.Statistic, location);
    }

    private DatasetAnswer.Found Keep(DatasetQuestion question, Json data)
    {
        var answer = new DatasetAnswer.Found { Version = dataset.Version, Data = data };
        var size = data.Utf8.Length;
        if (size > cacheBytes) return answer;
        if (_cached + size > cacheBytes)
        {
            _answers.Clear();
            _cached = 0;
        }

        _answers.Add(question, answer);
        _cached += size;
        return answer;
    }

    private DatasetTexts Texts(ImmutableArray<string> texts) => new() { Version = dataset.Version, Texts = texts };

    private static FieldError Fault(string field, string message) => new() { Field = field, Message = message };
}
