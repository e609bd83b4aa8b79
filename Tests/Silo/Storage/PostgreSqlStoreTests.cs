namespace OrleansJobs.Tests.Silo.Storage;

public sealed class PostgreSqlStoreTests() : StoreContract(new PostgreSqlTestStore());
