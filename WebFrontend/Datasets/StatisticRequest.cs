namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The body of POST /api/states_mean and so on, and the input of the job that it starts.</summary>
/// <param name="Question">The question, as the table has it.</param>
/// <param name="State">The location, for statistics of one.</param>
public sealed record StatisticRequest(string Question, string? State = null);
