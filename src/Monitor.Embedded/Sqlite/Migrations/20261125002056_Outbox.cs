using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Outbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Posts_Outbox",
                table: "Posts",
                columns: new[] { "Id", "Revision", "IndexedRevision" },
                filter: "\"Revision\" > \"IndexedRevision\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_Outbox",
                table: "Posts");
        }
    }
}
